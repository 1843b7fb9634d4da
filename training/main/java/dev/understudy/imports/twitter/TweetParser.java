package dev.understudy.imports.twitter;

import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.format.CountedStream;
import dev.understudy.imports.format.Damages;
import dev.understudy.imports.json.Json;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Walks a list of tweets: `[{"tweet": {…}}, …]` as in an archive of one's own, or `[{…}, …]` as in
/// collections. Memory: one tweet.
final class TweetParser {
    private final ExportFile file;
    private final Timeline timeline;
    private final Damages damages;

    TweetParser(ExportFile file, Timeline timeline, Damages damages) {
        this.file = file;
        this.timeline = timeline;
        this.damages = damages;
    }

    /// Hands every tweet over, as far as the file is whole. Throws UserError when it is no list.
    void read() {
        long before = timeline.count();
        try (CountedStream counted = new CountedStream(file.open());
                InputStream bytes = new BufferedInputStream(counted)) {
            Program.head(bytes);
            try (JsonParser parser = Json.parser(bytes)) {
                if (parser.nextToken() != JsonToken.START_ARRAY) {
                    throw TwitterReader.foreign(file);
                }
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    item(parser);
                    timeline.position(counted.position());
                }
            }
            timeline.position(counted.position());
        } catch (JacksonException damage) {
            damages.add(Json.unreadable(file, damage, timeline.count() - before));
        } catch (IOException unreadable) {
            damages.add(Json.unreadable(file, unreadable));
        }
    }

    private void item(JsonParser parser) {
        long line = Json.line(parser);
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            timeline.take(tweet(parser), file, line);
        } else {
            timeline.notATweet(file, line);
            parser.skipChildren();
        }
    }

    /// The tweet whose object begins here, or that lies in it.
    static Tweet tweet(JsonParser parser) {
        Tweet tweet = new Tweet();
        fields(parser, tweet);
        return tweet;
    }

    private static void fields(JsonParser parser, Tweet tweet) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (key) {
                case "tweet" -> {
                    if (value == JsonToken.START_OBJECT) {
                        fields(parser, tweet);
                    } else {
                        parser.skipChildren();
                    }
                }
                case "id_str" -> tweet.id = Json.scalar(parser);
                case "id" -> tweet.id = tweet.id.isEmpty() ? Json.scalar(parser) : tweet.id;
                case "full_text" -> tweet.text = Json.scalar(parser);
                case "text" -> tweet.text = tweet.text.isEmpty() ? Json.scalar(parser) : tweet.text;
                case "created_at", "date" -> tweet.date = Json.scalar(parser);
                case "in_reply_to_status_id_str" -> tweet.repliesTo = Json.scalar(parser);
                case "isRetweet", "is_retweet" -> tweet.retweeted = flag(parser);
                case "isDeleted" -> tweet.deleted = flag(parser);
                case "entities", "extended_entities" -> entities(parser, tweet);
                default -> parser.skipChildren();
            }
        }
    }

    /// `true` in any of the ways in which collections say it.
    private static String flag(JsonParser parser) {
        return parser.currentToken() == JsonToken.VALUE_TRUE ? "true" : Json.scalar(parser);
    }

    private static void entities(JsonParser parser, Tweet tweet) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            boolean list = parser.nextToken() == JsonToken.START_ARRAY;
            if (!list || !(key.equals("urls") || key.equals("media"))) {
                parser.skipChildren();
                continue;
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() == JsonToken.START_OBJECT) {
                    link(parser, key.equals("media"), tweet);
                } else {
                    parser.skipChildren();
                }
            }
        }
    }

    private static void link(JsonParser parser, boolean media, Tweet tweet) {
        String shortened = "";
        String target = "";
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            switch (key) {
                case "url" -> shortened = Json.scalar(parser);
                case "expanded_url" -> target = Json.scalar(parser);
                default -> parser.skipChildren();
            }
        }
        if (!shortened.isBlank() && (media || !target.isBlank())) {
            tweet.links.put(shortened, media ? "" : target);
        }
    }
}
