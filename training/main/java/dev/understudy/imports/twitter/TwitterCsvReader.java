package dev.understudy.imports.twitter;

import dev.understudy.imports.csv.CsvRows;
import dev.understudy.imports.csv.CsvRows.Row;
import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.format.CountedStream;
import dev.understudy.imports.format.Intake;
import dev.understudy.imports.format.SingleFileReader;
import dev.understudy.imports.json.Json;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads collections of one account's tweets as CSV, a column for the text and one of Twitter's
/// own, such as `isRetweet`. Memory: one tweet.
///
/// Source: thetrumparchive.com and trumptwitterarchive.com, which others have copied.
public final class TwitterCsvReader implements SingleFileReader {
    private static final Set<String> TEXT = Set.of("text", "full_text", "tweet", "content");
    private static final Set<String> DATE = Set.of("date", "created_at", "timestamp");
    private static final Set<String> ID = Set.of("id", "id_str", "tweet_id");
    private static final Set<String> RETWEET = Set.of("isretweet", "is_retweet");
    private static final Set<String> DELETED = Set.of("isdeleted", "is_deleted");
    private static final Set<String> REPLY =
            Set.of("in_reply_to_status_id_str", "in_reply_to_status_id");

    /// Columns that only tweets have.
    private static final Set<String> OWN =
            Set.of("isretweet", "is_retweet", "retweet_count", "retweets", "in_reply_to_status_id");

    private final Optional<String> author;

    /// A reader of tweets.
    ///
    /// @param author whose tweets they are; the file's name when absent
    public TwitterCsvReader(Optional<String> author) {
        this.author = author;
    }

    @Override
    public String name() {
        return "twitter-csv";
    }

    @Override
    public String title() {
        return "tweets as CSV";
    }

    @Override
    public boolean recognises(ExportFile file) {
        try (CsvRows rows = new CsvRows(file.openStart())) {
            return rows.next().filter(TwitterCsvReader::isOurs).isPresent();
        } catch (IOException undecided) {
            return false;
        }
    }

    private static boolean isOurs(Row header) {
        return column(header, TEXT) >= 0
                && column(header, ID) >= 0
                && column(header, DATE) >= 0
                && column(header, OWN) >= 0;
    }

    private static int column(Row header, Set<String> names) {
        List<String> cells =
                header.cells().stream().map(c -> c.strip().toLowerCase(Locale.ROOT)).toList();
        for (int i = 0; i < cells.size(); i++) {
            if (names.contains(cells.get(i))) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public void read(ExportFile file, Intake intake) {
        Timeline timeline = new Timeline(Account.of(file, author), intake);
        try (CountedStream bytes = new CountedStream(file.open());
                CsvRows rows = new CsvRows(bytes)) {
            Row header = rows.next().filter(TwitterCsvReader::isOurs).orElseThrow(() -> none(file));
            for (Optional<Row> row = rows.next(); row.isPresent(); row = rows.next()) {
                timeline.take(tweet(header, row.get()), file, row.get().line());
                intake.position(bytes.position());
            }
            intake.position(bytes.position());
        } catch (CsvRows.Damaged damaged) {
            throw new UserError(
                    file + ":" + damaged.line() + " is damaged: " + damaged.getMessage() + ".",
                    "Download it again and import it: only what is missing is added.",
                    damaged);
        } catch (CharacterCodingException otherEncoding) {
            throw new UserError(
                    file + " is not UTF-8 text after tweet " + timeline.count() + ".",
                    "Save it as UTF-8 and import it: only what is missing is added.",
                    otherEncoding);
        } catch (IOException unreadable) {
            throw Json.unreadable(file, unreadable);
        }
    }

    private static Tweet tweet(Row header, Row row) {
        Tweet tweet = new Tweet();
        tweet.id = row.cell(column(header, ID)).strip();
        tweet.text = row.cell(column(header, TEXT));
        tweet.date = row.cell(column(header, DATE)).strip();
        tweet.retweeted = row.cell(column(header, RETWEET)).strip();
        tweet.deleted = row.cell(column(header, DELETED)).strip();
        tweet.repliesTo = row.cell(column(header, REPLY)).strip();
        return tweet;
    }

    private static UserError none(ExportFile file) {
        return new UserError(
                file + " is no table of tweets.",
                "Its first line names the columns id, text, date and isRetweet.");
    }
}
