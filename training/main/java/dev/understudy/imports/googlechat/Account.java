package dev.understudy.imports.googlechat;

import dev.understudy.imports.json.Json;
import java.util.Locale;
import tools.jackson.core.JsonParser;

/// Who wrote something, or belongs to a space.
///
/// @param email in small letters, as Google does not tell them apart; empty for bots and the gone
record Account(String name, String email, boolean bot) {
    static final Account NOBODY = new Account("", "", false);

    /// The account at whose opening brace the parser stands.
    static Account read(JsonParser parser) {
        String[] name = {""};
        String[] email = {""};
        boolean[] bot = {false};
        Json.forEachKey(
                parser,
                key -> {
                    switch (key) {
                        case "name" -> name[0] = Json.scalar(parser).strip();
                        case "email" ->
                                email[0] = Json.scalar(parser).strip().toLowerCase(Locale.ROOT);
                        case "user_type" -> bot[0] = Json.scalar(parser).equalsIgnoreCase("bot");
                        default -> parser.skipChildren();
                    }
                });
        return new Account(name[0], email[0], bot[0]);
    }

    /// The id of its handle; empty when it has neither address nor name.
    String id() {
        if (!email.isEmpty()) {
            return email;
        }
        return name.isEmpty() ? "" : "name:" + name;
    }

    String shown() {
        return name.isEmpty() ? email : name;
    }
}
