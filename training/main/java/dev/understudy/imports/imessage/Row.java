package dev.understudy.imports.imessage;

import dev.understudy.imports.format.Reason;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/// One row of the table of messages, with what the tables beside it say of it. Absent columns and
/// nulls are empty, or 0.
///
/// @param rowId number in the table, by which errors name it
/// @param guid the same on all of a person's devices
/// @param fromMe whether the owner wrote it, of whom no row tells an address
/// @param date since 2001 in UTC: seconds until macOS 10.12, nanoseconds since
/// @param handle address of who wrote it; of the owner's rows, who it was sent to, or nobody
/// @param chat where it was written
record Row(
        long rowId,
        String guid,
        Words words,
        boolean fromMe,
        long date,
        Marks marks,
        String handle,
        Chat chat) {

    private static final long APPLE_EPOCH = 978_307_200L;

    /// Nothing in seconds is as large until the year 5138, and nothing in nanoseconds as small
    /// after the first minutes of 2001.
    private static final long SECONDS_END = 100_000_000_000L;

    private static final long NANOS = 1_000_000_000L;
    private static final int FIRST_TAPBACK = 2_000;
    private static final int LAST_TAPBACK = 4_999;
    private static final int STICKER = 1_000;
    private static final String LINK_PREVIEW = "com.apple.messages.URLBalloonProvider";
    private static final char ATTACHMENT = '\uFFFC';

    /// What was written.
    ///
    /// @param said the words as they were last, with U+FFFC for attachments
    /// @param undecodable whether there are words in a form that is not understood
    record Words(String said, boolean undecodable) {
        /// The attributed form is preferred: the plain one is missing for most rows since macOS 13.
        /// Only the summary of edits has the words of some edited rows.
        static Words of(String text, Optional<byte[]> body, Optional<byte[]> summary) {
            Optional<String> said =
                    body.flatMap(TypedStream::text)
                            .or(() -> Optional.of(text).filter(plain -> !plain.isEmpty()))
                            .or(() -> summary.flatMap(TypedStream::lastText));
            boolean hidden = body.filter(blob -> blob.length > 0).isPresent() && said.isEmpty();
            return new Words(said.orElse(""), hidden);
        }
    }

    /// What kind of row it is.
    record Marks(
            long itemType,
            long associatedType,
            String balloon,
            boolean attachments,
            String replyTo,
            long edited,
            long retracted) {}

    /// A chat.
    ///
    /// @param id address of the other, or the group's number; empty when the database has no such
    ///   table
    /// @param number of its row; 0 for none
    /// @param partner who else is in it, if it is one person only
    record Chat(String id, String title, long number, String partner) {}

    /// Why it is no message, if so.
    Optional<Reason> reason() {
        if (marks.associatedType() >= FIRST_TAPBACK && marks.associatedType() <= LAST_TAPBACK) {
            return Optional.of(Reason.REACTION);
        }
        if (marks.itemType() != 0) {
            return Optional.of(Reason.SERVICE);
        }
        if (marks.retracted() != 0 || (marks.edited() != 0 && isEmpty())) {
            return Optional.of(Reason.DELETED);
        }
        return isEmpty() ? Optional.of(Reason.EMPTY) : Optional.empty();
    }

    private boolean isEmpty() {
        return !hasMedia() && text().isBlank() && !words.undecodable();
    }

    /// Its words without the places of attachments.
    String text() {
        return words.said().replace(String.valueOf(ATTACHMENT), "").strip();
    }

    /// Whether it has pictures or comes from an app. A link's preview does not count.
    boolean hasMedia() {
        return marks.attachments()
                || marks.associatedType() == STICKER
                || words.said().indexOf(ATTACHMENT) >= 0
                || !(marks.balloon().isBlank() || marks.balloon().equals(LINK_PREVIEW));
    }

    /// When it was sent; empty when it does not say so.
    Optional<Instant> sentAt() {
        return time(date);
    }

    /// When its words were last changed.
    Optional<Instant> editedAt() {
        return time(marks.edited());
    }

    private static Optional<Instant> time(long apple) {
        if (apple <= 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    apple < SECONDS_END
                            ? Instant.ofEpochSecond(APPLE_EPOCH + apple)
                            : Instant.ofEpochSecond(APPLE_EPOCH + apple / NANOS, apple % NANOS));
        } catch (DateTimeException absurd) {
            return Optional.empty();
        }
    }
}
