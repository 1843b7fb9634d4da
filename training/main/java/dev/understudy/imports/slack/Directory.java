package dev.understudy.imports.slack;

import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.json.Json;
import dev.understudy.imports.json.JsonFiles;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonParser;

/// Who is who in a workspace. Memory: its members.
final class Directory {
    private static final String SLACKBOT = "USLACKBOT";

    private final Map<String, Account> accounts = new HashMap<>();

    /// A member, or an app.
    ///
    /// @param name that others see; empty when none is told
    record Account(String id, String name, boolean bot) {
        /// The account, or the `user_profile` in a message, at whose opening brace the parser
        /// stands.
        static Account read(JsonParser parser) {
            Draft draft = new Draft();
            Json.forEachKey(parser, key -> draft.take(key, parser));
            return draft.account();
        }
    }

    /// What has been read of an account so far.
    private static final class Draft {
        private String id = "";
        private String login = "";
        private String real = "";
        private String shown = "";
        private boolean bot;

        private void take(String key, JsonParser parser) {
            switch (key) {
                case "id" -> id = Json.scalar(parser);
                case "name" -> login = Json.scalar(parser);
                case "real_name" -> real = Json.scalar(parser);
                case "display_name" -> shown = Json.scalar(parser);
                case "is_bot" -> bot = Json.isTrue(parser);
                case "profile" -> Json.forEachKey(parser, inside -> profile(inside, parser));
                default -> parser.skipChildren();
            }
        }

        private void profile(String key, JsonParser parser) {
            switch (key) {
                case "display_name" -> shown = Json.scalar(parser);
                case "real_name" -> {
                    String name = Json.scalar(parser);
                    real = real.isBlank() ? name : real;
                }
                default -> parser.skipChildren();
            }
        }

        private Account account() {
            String full = real.isBlank() ? login : real;
            return new Account(id, shown.isBlank() ? full : shown, bot || id.equals(SLACKBOT));
        }
    }

    private Directory() {}

    /// What `users` says. Throws UserError when it is damaged.
    static Directory read(ExportFile users) {
        Directory directory = new Directory();
        directory.accounts.put(SLACKBOT, new Account(SLACKBOT, "Slackbot", true));
        JsonFiles.describe(
                users,
                parser ->
                        Json.forEachItem(
                                parser,
                                () -> {
                                    Account account = Account.read(parser);
                                    directory.accounts.put(account.id(), account);
                                }));
        return directory;
    }

    /// What people call the account; empty when it is not listed, as those of other workspaces, or
    /// has no name.
    Optional<String> name(String id) {
        return Optional.ofNullable(accounts.get(id))
                .map(Account::name)
                .filter(name -> !name.isBlank());
    }

    boolean isBot(String id) {
        return Optional.ofNullable(accounts.get(id)).filter(Account::bot).isPresent();
    }
}
