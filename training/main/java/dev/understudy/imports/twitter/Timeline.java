package dev.understudy.imports.twitter;

import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.format.Intake;
import dev.understudy.imports.format.Reason;
import java.time.Instant;
import java.util.Optional;

/// Takes an account's tweets one by one. One thread.
final class Timeline {
    private final Account account;
    private final Intake intake;
    private long count;

    Timeline(Account account, Intake intake) {
        this.account = account;
        this.intake = intake;
    }

    /// How many tweets have been taken.
    long count() {
        return count;
    }

    void position(long bytes) {
        intake.position(bytes);
    }

    /// Takes `tweet`, which begins on `line` of `file`.
    void take(Tweet tweet, ExportFile file, long line) {
        count++;
        Optional<Instant> sentAt = tweet.sentAt();
        if (tweet.isDeleted()) {
            intake.dropped(Reason.DELETED);
        } else if (tweet.id.isBlank()) {
            intake.rejected(file + ":" + line, "a tweet without an id");
        } else if (sentAt.isEmpty()) {
            intake.rejected(file + ":" + line, "a tweet without a date that can be read");
        } else if (tweet.text.isBlank()) {
            intake.dropped(Reason.EMPTY);
        } else {
            intake.offer(tweet.message(account, sentAt.get(), sequence(tweet)), file, line);
        }
    }

    /// A later tweet has a higher id: files have the newest first, or last, or neither.
    private long sequence(Tweet tweet) {
        return tweet.id.matches("\\d{1,18}") ? Long.parseLong(tweet.id) : count;
    }

    void notATweet(ExportFile file, long line) {
        count++;
        intake.rejected(file + ":" + line, "not a tweet");
    }
}
