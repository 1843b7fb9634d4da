package dev.understudy.imports.matrix;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a whole room says of its members and messages before any message is handed over: names,
/// later wordings, and what was taken back. Memory: those. One thread.
final class Survey {
    private final Map<String, String> names = new HashMap<>();
    private final Map<Wording, Edit> edits = new HashMap<>();
    private final Set<String> redacted = new HashSet<>();

    /// Later words for a message.
    record Edit(String text, Instant when) {}

    /// A message and who rewords it, which only its sender may.
    private record Wording(String id, String sender) {}

    void hear(MatrixEvent event) {
        event.member()
                .filter(_ -> !event.content.displayName.isBlank())
                .ifPresent(member -> names.put(member, event.content.displayName));
        if (event.type.equals("m.room.redaction")) {
            redacted.add(event.redacts.isBlank() ? event.content.redacts : event.redacts);
        }
        event.content
                .replaces()
                .filter(_ -> event.isMessage() && !event.isRedacted())
                .ifPresent(replaced -> edit(replaced, event));
    }

    private void edit(String replaced, MatrixEvent event) {
        if (event.sentAt().isPresent() && event.content.replacement.isPresent()) {
            edits.merge(
                    new Wording(replaced, event.sender),
                    new Edit(event.content.replacement.get().text(), event.sentAt().get()),
                    (a, b) -> b.when().isBefore(a.when()) ? a : b);
        }
    }

    /// The member's latest name, else the first part of their id.
    String name(String member) {
        String name = names.getOrDefault(member, "");
        if (!name.isBlank()) {
            return name;
        }
        int colon = member.indexOf(':');
        boolean usual = member.startsWith("@") && colon > 1;
        return usual ? member.substring(1, colon) : member;
    }

    /// The last words that the sender of `event` gave it, if others than the first.
    Optional<Edit> edit(MatrixEvent event) {
        return Optional.ofNullable(edits.get(new Wording(event.id, event.sender)));
    }

    boolean isRedacted(MatrixEvent event) {
        return event.isRedacted() || redacted.contains(event.id);
    }
}
