package dev.understudy.imports.discord;

import dev.understudy.imports.json.Json;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Whose data package it is.
///
/// @param id of the account
/// @param name that others see
/// @param friends names of the accounts they know, by id
record Owner(String id, String name, Map<String, String> friends) {
    Owner {
        friends = Map.copyOf(friends);
    }

    /// An account of `user.json` or of a friend in it.
    private record Account(String id, String name) {}

    /// What `user.json` says, from its first token; without an id when it says nothing of use.
    static Owner read(JsonParser parser) {
        Map<String, String> friends = new HashMap<>();
        return parser.nextToken() == JsonToken.START_OBJECT
                ? of(account(parser, friends), friends)
                : new Owner("", "", friends);
    }

    private static Owner of(Account account, Map<String, String> friends) {
        return new Owner(account.id(), account.name(), friends);
    }

    /// The account whose opening brace the parser has just read.
    private static Account account(JsonParser parser, Map<String, String> friends) {
        String id = "";
        String username = "";
        String shown = "";
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            switch (key) {
                case "id" -> id = Json.scalar(parser);
                case "username" -> username = Json.scalar(parser);
                case "global_name" -> shown = Json.scalar(parser);
                case "relationships" -> relationships(parser, friends);
                default -> parser.skipChildren();
            }
        }
        return new Account(id, shown.isBlank() ? username : shown);
    }

    private static void relationships(JsonParser parser, Map<String, String> friends) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                relationship(parser, friends);
            } else {
                parser.skipChildren();
            }
        }
    }

    private static void relationship(JsonParser parser, Map<String, String> friends) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean user = parser.currentName().equals("user");
            if (parser.nextToken() == JsonToken.START_OBJECT && user) {
                Account friend = account(parser, new HashMap<>());
                if (!friend.id().isBlank() && !friend.name().isBlank()) {
                    friends.put(friend.id(), friend.name());
                }
            } else {
                parser.skipChildren();
            }
        }
    }
}
