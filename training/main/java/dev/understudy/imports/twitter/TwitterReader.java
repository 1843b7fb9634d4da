package dev.understudy.imports.twitter;

import dev.understudy.imports.files.Export;
import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.format.Damages;
import dev.understudy.imports.format.ExportReader;
import dev.understudy.imports.format.Intake;
import dev.understudy.imports.json.Json;
import dev.understudy.settings.UserError;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads the tweets in the archive that Twitter (X) sends, its `tweets.js` alone, or a collection
/// of somebody's tweets as a JSON list. Retweets are kept as others' words. Memory: one tweet.
///
/// Source: archives from 2019 to 2025; Twitter documents no format.
public final class TwitterReader implements ExportReader {
    private static final Set<String> HEADS = Set.of("tweets", "tweet");
    private static final Pattern TWEETS = Pattern.compile("data/tweets?(?:-part\\d+)?\\.js");

    /// Keys that make an object a tweet.
    private static final Set<String> TWEETS_ONLY =
            Set.of("tweet", "retweet_count", "is_retweet", "isRetweet", "favorite_count");

    private final Optional<String> author;

    /// A reader of tweets.
    ///
    /// @param author whose tweets they are, where no file beside them tells
    public TwitterReader(Optional<String> author) {
        this.author = author;
    }

    @Override
    public String name() {
        return "twitter";
    }

    @Override
    public String title() {
        return "Twitter archive, its tweets.js, or tweets as JSON";
    }

    @Override
    public boolean recognises(Export export) {
        return export.single().isPresent()
                ? isTweets(export.single().get())
                : tweets(export).stream().anyMatch(TwitterReader::isTweets);
    }

    private static List<ExportFile> tweets(Export export) {
        return export.files().stream()
                .filter(file -> TWEETS.matcher(file.name()).matches())
                .toList();
    }

    private static boolean isTweets(ExportFile file) {
        try (InputStream bytes = new BufferedInputStream(file.openStart())) {
            String head = Program.head(bytes);
            if (!head.isEmpty()) {
                return HEADS.contains(head);
            }
            try (JsonParser parser = Json.parser(bytes)) {
                return parser.nextToken() == JsonToken.START_ARRAY
                        && parser.nextToken() == JsonToken.START_OBJECT
                        && isTweet(parser);
            }
        } catch (IOException | JacksonException undecided) {
            return false;
        }
    }

    private static boolean isTweet(JsonParser parser) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            if (TWEETS_ONLY.contains(parser.currentName())) {
                return true;
            }
            parser.nextToken();
            parser.skipChildren();
        }
        return false;
    }

    @Override
    public void read(Export export, Intake intake) {
        List<ExportFile> files = export.single().isPresent() ? export.files() : tweets(export);
        if (files.isEmpty()) {
            throw new UserError(
                    export.path() + " is no archive of Twitter's: it has no data/tweets.js.",
                    "Name the zip that Twitter sent, the folder it was unpacked to, or tweets.js.");
        }
        Account account = account(export).orElseGet(() -> Account.of(files.getFirst(), author));
        Timeline timeline = new Timeline(account, intake);
        Damages damages = new Damages();
        for (ExportFile file : files) {
            new TweetParser(file, timeline, damages).read();
        }
        damages.raise();
    }

    private static Optional<Account> account(Export export) {
        Optional<ExportFile> file = export.file("data/account.js");
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream bytes = new BufferedInputStream(file.get().open())) {
            Program.head(bytes);
            try (JsonParser parser = Json.parser(bytes)) {
                return Account.read(parser);
            }
        } catch (JacksonException damage) {
            throw Json.unreadable(file.get(), damage, 0);
        } catch (IOException unreadable) {
            throw Json.unreadable(file.get(), unreadable);
        }
    }

    static UserError foreign(ExportFile file) {
        return new UserError(
                file + " holds no list of tweets.",
                "Name the archive that Twitter sent, or the tweets.js in its folder data.");
    }
}
