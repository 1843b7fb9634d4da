package dev.understudy.imports.signal;

import dev.understudy.imports.json.JsonTree;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Somebody or something that Signal can send to.
sealed interface Recipient {
    /// For people the account's id, which other exports have, too; for groups a hash.
    String id();

    String name();

    /// A person other than the owner of the phone.
    record Contact(String id, String name) implements Recipient {}

    /// The owner of the phone.
    record Self(String id, String name) implements Recipient {}

    record Group(String id, String name) implements Recipient {}

    /// Signal's news, stories and links to calls, in which no friend talks.
    record Other(String id) implements Recipient {
        @Override
        public String name() {
            return "";
        }
    }

    /// What `frame` describes, with `self` for the owner.
    static Recipient of(JsonNode frame, Self self) {
        String local = JsonTree.text(frame, "id");
        if (frame.has("self")) {
            return self;
        }
        if (frame.has("contact")) {
            return contact(frame.path("contact"), local);
        }
        if (frame.has("group")) {
            JsonNode group = frame.path("group");
            String title = JsonTree.text(group.path("snapshot").path("title"), "title");
            return new Group(groupId(group, local, self), title);
        }
        return new Other(local);
    }

    /// The master key opens the group to who has it, so only its hash is kept.
    private static String groupId(JsonNode group, String local, Self self) {
        String key = JsonTree.text(group, "masterKey");
        return key.isBlank()
                ? "group-" + local + "-of-" + self.id()
                : "group-" + ServiceId.hidden(key);
    }

    private static Contact contact(JsonNode contact, String local) {
        String id = accountId(contact).orElse("contact-" + local);
        String phone = phone(contact).orElse("");
        String name =
                Stream.of(
                                full(contact.path("nickname"), "given", "family"),
                                full(contact, "systemGivenName", "systemFamilyName"),
                                full(contact, "profileGivenName", "profileFamilyName"),
                                JsonTree.text(contact, "username"),
                                phone)
                        .filter(found -> !found.isBlank())
                        .findFirst()
                        .orElse(ServiceId.nameless(id));
        return new Contact(id, name);
    }

    private static Optional<String> accountId(JsonNode contact) {
        return Stream.of(
                        ServiceId.of(JsonTree.text(contact, "aci")),
                        phone(contact).orElse(""),
                        ServiceId.of(JsonTree.text(contact, "pni")))
                .filter(id -> !id.isBlank())
                .findFirst();
    }

    private static Optional<String> phone(JsonNode contact) {
        return Optional.of(JsonTree.text(contact, "e164"))
                .filter(digits -> !digits.isBlank())
                .map(digits -> digits.startsWith("+") ? digits : "+" + digits);
    }

    /// A name of two parts, of which either may be absent.
    static String full(JsonNode object, String given, String family) {
        return Stream.of(JsonTree.text(object, given), JsonTree.text(object, family))
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining(" "));
    }
}
