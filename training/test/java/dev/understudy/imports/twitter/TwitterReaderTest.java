package dev.understudy.imports.twitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.understudy.chat.Message.Kind;
import dev.understudy.imports.Collected;
import dev.understudy.imports.Fixture;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwitterReaderTest {
    private static final TwitterReader READER = new TwitterReader(Optional.empty());
    private static final TwitterCsvReader TABLE = new TwitterCsvReader(Optional.of("Bob"));

    @TempDir Path folder;

    @Test
    void anArchiveGivesTheTweetsOfItsAccount() {
        Path archive = Fixture.file("twitter/archive");
        assertThat(Collected.recognises(READER, archive)).isTrue();
        assertThat(Collected.from(READER, archive).golden())
                .isEqualTo(Fixture.text("twitter/golden_archive.txt"));
    }

    @Test
    void aCollectionInJsonIsOfWhoTheFileIsNamedAfter() {
        Path json = Fixture.file("twitter/bob.json");
        assertThat(Collected.recognises(READER, json)).isTrue();
        assertThat(Collected.from(READER, json).golden())
                .isEqualTo(Fixture.text("twitter/golden_json.txt"));
    }

    @Test
    void aCollectionInCsvIsOfTheNamedAuthor() {
        Path csv = Fixture.file("twitter/bob.csv");
        assertThat(Collected.recognises(TABLE, csv)).isTrue();
        assertThat(Collected.from(TABLE, csv).golden())
                .isEqualTo(Fixture.text("twitter/golden_csv.txt"));
    }

    @Test
    void otherFilesOfAnArchiveAreNoTweets() throws IOException {
        Path account = Fixture.file("twitter/archive/data/account.js");
        assertThat(Collected.recognises(READER, account)).isFalse();
        Path other = Files.writeString(folder.resolve("a.json"), "[{\"text\": \"hi\"}]");
        assertThat(Collected.recognises(READER, other)).isFalse();
        assertThat(Collected.recognises(TABLE, Fixture.file("csv/weclone.csv"))).isFalse();
    }

    @Test
    void aFileThatEndsEarlyGivesItsWholeTweets() throws IOException {
        String whole = Files.readString(Fixture.file("twitter/archive/data/tweets.js"));
        Path cut =
                Files.writeString(
                        folder.resolve("tweets.js"),
                        whole.substring(0, whole.indexOf("somebody else")));
        Collected read = new Collected();
        UserError damage =
                catchThrowableOfType(
                        UserError.class, () -> READER.read(Collected.export(cut), read));
        assertThat(damage.problem())
                .startsWith(cut + ":8 ends in the middle; whole messages before that: 1");
        assertThat(read.messages).hasSize(1);
    }

    @Test
    void theSamplesAreReadWhole() {
        Collected js = Collected.from(READER, Fixture.sample("twitter/handmade_tweets.js"));
        assertThat(js.messages)
                .extracting(m -> m.kind() + " " + m.sentAt())
                .containsExactly("SPEECH 2025-12-06T18:20:30.723Z", "FORWARD 2025-11-27T17:10:25Z");
        assertThat(js.texts()).first().isEqualTo("@bob Tom & Jerry https://example.org/x");
        Collected csv =
                Collected.from(TABLE, Fixture.sample("twitter/handmade_thetrumparchive.csv"));
        assertThat(csv.messages).singleElement().extracting(m -> m.kind()).isEqualTo(Kind.SPEECH);
        assertThat(csv.rejected).isEmpty();
    }
}
