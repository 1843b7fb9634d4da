package dev.understudy.imports.twitter;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Platform;
import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.json.Json;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Whose tweets they are.
///
/// @param id the account's number, or its name where no file tells
/// @param name for people
record Account(String id, String name) {
    /// Who was named with `--owner`, else the file's name without its ending.
    static Account of(ExportFile file, Optional<String> author) {
        String base = file.name().substring(file.name().lastIndexOf('/') + 1);
        int ending = base.indexOf('.');
        String name = author.orElse(ending > 0 ? base.substring(0, ending) : base);
        return new Account(name.toLowerCase(Locale.ROOT), name);
    }

    /// What `account.js` says; empty when it says nothing.
    static Optional<Account> read(JsonParser parser) {
        String id = "";
        String user = "";
        String shown = "";
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token != JsonToken.PROPERTY_NAME) {
                continue;
            }
            String key = parser.currentName();
            parser.nextToken();
            switch (key) {
                case "accountId" -> id = Json.scalar(parser);
                case "username" -> user = Json.scalar(parser);
                case "accountDisplayName" -> shown = Json.scalar(parser);
                default -> {}
            }
        }
        String name = shown.isBlank() ? user : shown;
        return id.isBlank() || name.isBlank()
                ? Optional.empty()
                : Optional.of(new Account(id, name));
    }

    Handle handle() {
        return new Handle(Platform.TWITTER, id);
    }

    /// Where all of the account's tweets are.
    Channel channel() {
        return new Channel(Platform.TWITTER, id, name);
    }
}
