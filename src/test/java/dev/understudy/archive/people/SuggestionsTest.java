package dev.understudy.archive.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.archive.Archive;
import dev.understudy.archive.people.Suggestions.Suggestion;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuggestionsTest {
    @TempDir Path folder;
    private Archive archive;
    private Invented circle;

    /// The test's archive, which may have been open before.
    Archive opened() {
        return Archive.open(folder.resolve("archive"));
    }

    @BeforeEach
    void open() {
        archive = opened();
        circle = new Invented(archive);
    }

    @AfterEach
    void close() {
        archive.close();
    }

    private List<String> suggested() {
        return Suggestions.of(circle.roster().members()).stream()
                .map(SuggestionsTest::text)
                .toList();
    }

    private static String text(Suggestion one) {
        return one.into() + "+" + one.other() + ": " + String.join(", ", one.reasons());
    }

    @Test
    void oneNumberInTwoSpellingsIsOnePhone() {
        circle.says("whatsapp:+44 20 7946 0958", "+44 20 7946 0958", "hi");
        circle.says("telegram:user5", "Zoe (020) 7946-0958", "hi");
        assertThat(suggested())
                .containsExactly("+44 20 7946 0958+ZOE (020) 7946-0958: same phone number");
    }

    @Test
    void oneAddressInAnyCaseIsOneMailbox() {
        circle.says("plain:zoe@example.org", "zoe@example.org", "hi");
        circle.says("discord:7", "Zoë <Zoe@Example.org>", "hi");
        assertThat(suggested()).hasSize(1).first().asString().contains("same e-mail address");
    }

    @Test
    void oneNameCountsInDifferentAppsAlone() {
        circle.says("telegram:user1", "Chloé P.", "hi");
        circle.says("discord:112233445566778899", "chloe p", "hi");
        circle.says("telegram:user2", "Max", "hi");
        circle.says("telegram:user3", "Max", "another");
        assertThat(suggested()).containsExactly("CHLOÉ P.+CHLOE P: same name in different apps");
        circle.make(
                new Change.Merge(
                        Invented.handle("telegram:user1"),
                        List.of(Invented.handle("discord:112233445566778899"))));
        assertThat(suggested()).isEmpty();
    }

    @Test
    void idsAreNoPhones() {
        circle.says("discord:112233445566778899", "Ann", "hi");
        circle.says("telegram:user445566778899", "Ben", "hi");
        assertThat(suggested()).isEmpty();
    }
}
