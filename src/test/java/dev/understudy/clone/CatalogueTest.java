package dev.understudy.clone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.chat.SpeakerName;
import dev.understudy.settings.UserError;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    private static final Catalogue FRIENDS =
            catalogue(
                    new Speaker(SpeakerName.of("Alice"), "Alice Liddell", 10),
                    new Speaker(SpeakerName.of("Alice 2"), "Alice", 30),
                    new Speaker(SpeakerName.of("Zoë"), "Zoë", 5),
                    new Speaker(SpeakerName.of("Bob 1"), "Bob", 7),
                    new Speaker(SpeakerName.of("Bob 2"), "Bob", 6));

    private static Catalogue catalogue(Speaker... speakers) {
        return new Catalogue(List.of(speakers));
    }

    @Test
    void listsTheMostTalkativeFirst() {
        assertThat(FRIENDS.clones())
                .extracting(Speaker::turns)
                .containsExactly(30L, 10L, 7L, 6L, 5L);
    }

    @Test
    void findsByTranscriptNameThenDisplayNameThenFirstWordInAnyCase() {
        assertThat(FRIENDS.find("alice").turns()).isEqualTo(10);
        assertThat(FRIENDS.find(" ALICE 2 ").turns()).isEqualTo(30);
        assertThat(FRIENDS.find("alice liddell").turns()).isEqualTo(10);
        assertThat(FRIENDS.find("zoË").turns()).isEqualTo(5);
        assertThat(catalogue(new Speaker(SpeakerName.of("AL"), "Alice Liddell", 1)).find("Alice"))
                .extracting(Speaker::turns)
                .isEqualTo(1L);
    }

    @Test
    void asksWhichOneWhenTwoAreMeant() {
        assertThatThrownBy(() -> FRIENDS.find("bob"))
                .isInstanceOf(UserError.class)
                .hasMessage("\"bob\" could be 2 friends: BOB 1, BOB 2.");
    }

    @Test
    void saysWhoIsThereAndWhoWasProbablyMeant() {
        assertRemedy("Zoé", "Did you mean Zoë? Here are: Alice, Alice Liddell, Bob, Bob, Zoë.");
        assertRemedy("Alcie", "Did you mean Alice? Here are: Alice, Alice Liddell, Bob, Bob, Zoë.");
        assertRemedy("Mallory", "Here are: Alice, Alice Liddell, Bob, Bob, Zoë.");
    }

    @Test
    void keepsTheListShort() {
        Speaker[] crowd =
                Stream.iterate(1, i -> i + 1)
                        .limit(50)
                        .map(i -> new Speaker(SpeakerName.of("n" + i), "n" + i, 100 - i))
                        .toArray(Speaker[]::new);
        assertThatThrownBy(() -> catalogue(crowd).find("somebody"))
                .isInstanceOfSatisfying(
                        UserError.class,
                        error ->
                                assertThat(error.remedy())
                                        .contains("n20, …")
                                        .doesNotContain("n21"));
        assertThatThrownBy(() -> catalogue().find("somebody"))
                .hasMessageContaining("Nobody is played here yet");
    }

    private static void assertRemedy(String typed, String remedy) {
        assertThatThrownBy(() -> FRIENDS.find(typed))
                .isInstanceOfSatisfying(
                        UserError.class,
                        error -> {
                            assertThat(error.problem())
                                    .isEqualTo("There is no clone of \"" + typed + "\".");
                            assertThat(error.remedy()).isEqualTo(remedy);
                        });
    }
}
