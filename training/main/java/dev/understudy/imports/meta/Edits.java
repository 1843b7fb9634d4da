package dev.understudy.imports.meta;

import dev.understudy.chat.Message;
import dev.understudy.imports.files.ExportFile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Joins what Instagram exports twice: a message as it was edited, and, further down and older, as
/// it was before. Memory: the edits of a quarter of an hour. One thread.
final class Edits {
    /// How long Instagram lets people edit.
    private static final Duration EDITABLE = Duration.ofMinutes(15);

    private static final int MOST_WAITING = 100;

    private final Map<String, Deque<Found>> waiting = new HashMap<>();
    private final Consumer<Found> sink;

    /// A message and where it stands.
    record Found(Message message, ExportFile file, long line) {
        /// The same message with the words that it got at `when`.
        Found reworded(String text, Instant when) {
            return new Found(
                    new Message(
                            message.channel(),
                            message.id(),
                            message.sender(),
                            message.senderName(),
                            message.sentAt(),
                            message.sequence(),
                            message.kind(),
                            text,
                            message.replyTo(),
                            Optional.of(when)),
                    file,
                    line);
        }
    }

    /// @param sink for edits whose first wording never came
    Edits(Consumer<Found> sink) {
        this.sink = sink;
    }

    /// Keeps a later wording until an earlier one comes. Whether it is not itself an earlier
    /// wording of one that waits, which is then all there is to keep.
    boolean add(Found edit) {
        Message wording = edit.message();
        expire(wording);
        Deque<Found> edits =
                waiting.computeIfAbsent(wording.sender().id(), _ -> new ArrayDeque<>());
        if (edits.stream().anyMatch(later -> isSame(later.message(), wording))) {
            return false;
        }
        edits.add(edit);
        if (edits.size() > MOST_WAITING) {
            sink.accept(edits.removeFirst());
        }
        return true;
    }

    /// The later wording of `message`, if one waits: it waits no longer.
    Optional<Message> of(Message message) {
        expire(message);
        Iterator<Found> edits =
                waiting.getOrDefault(message.sender().id(), new ArrayDeque<>()).iterator();
        while (edits.hasNext()) {
            Message later = edits.next().message();
            if (isSame(later, message)) {
                edits.remove();
                return Optional.of(later);
            }
        }
        return Optional.empty();
    }

    /// Hands over all that wait.
    void end() {
        waiting.values().forEach(edits -> edits.forEach(sink));
        waiting.clear();
    }

    private void expire(Message now) {
        Deque<Found> edits = waiting.getOrDefault(now.sender().id(), new ArrayDeque<>());
        edits.removeIf(
                later -> {
                    boolean over = !isNear(later.message(), now);
                    if (over) {
                        sink.accept(later);
                    }
                    return over;
                });
    }

    private static boolean isNear(Message later, Message earlier) {
        Duration between = Duration.between(earlier.sentAt(), later.sentAt());
        return !between.isNegative() && between.compareTo(EDITABLE) <= 0;
    }

    /// Whether half of the shorter one stands at the start and end of both.
    private static boolean isSame(Message later, Message earlier) {
        String a = later.text();
        String b = earlier.text();
        int length = Math.min(a.length(), b.length());
        int start = 0;
        while (start < length && a.charAt(start) == b.charAt(start)) {
            start++;
        }
        int end = 0;
        while (end < length - start
                && a.charAt(a.length() - 1 - end) == b.charAt(b.length() - 1 - end)) {
            end++;
        }
        return length > 0 && (start + end) * 2 >= length && isNear(later, earlier);
    }
}
