package dev.understudy.imports.signal;

import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.json.JsonLines;
import dev.understudy.imports.json.JsonTree;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// All that an export says of people, groups and chats, found in a first reading. Memory: those.
final class AddressBook {
    private final Map<String, Recipient> recipients = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, String> chats = new HashMap<>();
    private final Recipient.Self self;

    private AddressBook(Recipient.Self self) {
        this.self = self;
    }

    /// What `file` says, of whatever can be read in it.
    ///
    /// @param owner what to call the phone's owner; empty for their own name
    static AddressBook of(ExportFile file, Optional<String> owner) throws IOException {
        Gathering found = new Gathering();
        try (JsonLines lines = new JsonLines(file.open())) {
            while (lines.advance()) {
                if (!lines.beginsWith("chatItem")) {
                    lines.object().ifPresent(found::take);
                }
            }
        }
        AddressBook book = new AddressBook(found.self(owner));
        found.recipients.forEach((id, frame) -> book.add(id, Recipient.of(frame, book.self)));
        book.chats.putAll(found.chats);
        return book;
    }

    private void add(String id, Recipient recipient) {
        recipients.put(id, recipient);
        names.put(recipient.id(), recipient.name());
    }

    /// Who owns the phone.
    Recipient.Self self() {
        return self;
    }

    /// Who has the number `id` in this export.
    Optional<Recipient> recipient(String id) {
        return Optional.ofNullable(recipients.get(id));
    }

    /// With whom the chat with the number `id` is.
    Optional<Recipient> chat(String id) {
        return Optional.ofNullable(chats.get(id)).flatMap(this::recipient);
    }

    /// The name for an account's UUID; empty when it is unknown.
    String name(String account) {
        return names.getOrDefault(account, "");
    }

    /// The frames of a first reading. One thread.
    private static final class Gathering {
        private final Map<String, JsonNode> recipients = new HashMap<>();
        private final Map<String, String> chats = new HashMap<>();
        private final Set<String> contacts = new HashSet<>();
        private Optional<Set<String>> inAllGroups = Optional.empty();
        private Optional<JsonNode> account = Optional.empty();

        void take(JsonNode frame) {
            if (frame.has("account")) {
                account = Optional.of(frame.path("account"));
            } else if (frame.has("recipient")) {
                recipient(frame.path("recipient"));
            } else if (frame.has("chat")) {
                JsonNode chat = frame.path("chat");
                chats.put(JsonTree.text(chat, "id"), JsonTree.text(chat, "recipientId"));
            }
        }

        private void recipient(JsonNode recipient) {
            recipients.put(JsonTree.text(recipient, "id"), recipient);
            String aci = JsonTree.text(recipient.path("contact"), "aci");
            if (!aci.isBlank()) {
                contacts.add(ServiceId.of(aci));
            }
            Set<String> members = new HashSet<>();
            for (JsonNode member : recipient.path("group").path("snapshot").path("members")) {
                members.add(ServiceId.of(JsonTree.text(member, "userId")));
            }
            members.remove("");
            if (!members.isEmpty()) {
                inAllGroups.ifPresent(members::retainAll);
                inAllGroups = Optional.of(members);
            }
        }

        /// An export does not tell its owner's id. Who is in every group and no contact is the
        /// owner; else a hash of their profile's key stands for them.
        Recipient.Self self(Optional<String> owner) {
            Set<String> candidates = new HashSet<>(inAllGroups.orElse(Set.of()));
            candidates.removeAll(contacts);
            String key = account.map(frame -> JsonTree.text(frame, "profileKey")).orElse("");
            String stand = key.isBlank() ? "owner" : "owner-" + ServiceId.hidden(key);
            String name =
                    account.map(frame -> Recipient.full(frame, "givenName", "familyName"))
                            .filter(own -> !own.isBlank())
                            .orElse("Me");
            return new Recipient.Self(
                    candidates.size() == 1 ? candidates.iterator().next() : stand,
                    owner.orElse(name));
        }
    }
}
