package dev.understudy.archive.people;

import static dev.understudy.archive.people.Invented.FRIENDS;
import static dev.understudy.archive.people.Invented.NOON;
import static dev.understudy.archive.people.Invented.handle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.archive.Archive;
import dev.understudy.archive.live.Consent;
import dev.understudy.archive.live.Consent.How;
import dev.understudy.archive.live.Consent.State;
import dev.understudy.archive.live.Consents;
import dev.understudy.archive.live.Forgotten.Erased;
import dev.understudy.archive.live.Policy;
import dev.understudy.archive.live.Policy.Absence;
import dev.understudy.archive.live.Remains;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Person;
import dev.understudy.chat.SpeakerName;
import dev.understudy.settings.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RosterTest {
    private static final Handle ALICE = handle("telegram:user1");
    private static final Handle ALLY = handle("discord:11");
    private static final Handle BOB = handle("telegram:user2");

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
        circle.says("telegram:user1", "Alice", "hi", "are you there");
        circle.says("discord:11", "ally", "lol");
        circle.says("telegram:user2", "Bob", "yes");
    }

    @AfterEach
    void close() {
        archive.close();
    }

    private Consents consents() {
        return archive.live(FRIENDS).consents();
    }

    private static Change said(Handle who, State state, int seconds) {
        return new Change.Said(
                who, new Consent(state, How.OPERATOR, NOON.plusSeconds(seconds)), "by e-mail");
    }

    private static Change rename(Handle who, String name) {
        return new Change.Rename(who, SpeakerName.of(name), name);
    }

    @Test
    void mergedPeopleAreOneUntilTheyAreSplit() {
        List<Person> apart = archive.people(FRIENDS);
        circle.make(new Change.Merge(ALICE, List.of(ALLY)));
        assertThat(archive.people(FRIENDS))
                .containsExactly(
                        new Person(SpeakerName.of("Alice"), "Alice", List.of(ALICE, ALLY)),
                        new Person(SpeakerName.of("Bob"), "Bob", List.of(BOB)));
        circle.says("discord:11", "ally", "still me");
        assertThat(circle.messages()).hasSize(5);
        circle.make(new Change.Split(List.of(ALLY)));
        assertThat(archive.people(FRIENDS)).isEqualTo(apart);
    }

    @Test
    void theNameStaysWithThoseWhoStay() {
        circle.make(new Change.Merge(ALICE, List.of(ALLY, BOB)), new Change.Split(List.of(ALICE)));
        assertThat(archive.people(FRIENDS))
                .containsExactlyInAnyOrder(
                        new Person(SpeakerName.of("Alice"), "Alice", List.of(ALLY, BOB)),
                        new Person(SpeakerName.of("ally"), "ally", List.of(ALICE)));
    }

    @Test
    void nobodyIsSplitToNothing() {
        assertThatThrownBy(() -> circle.make(new Change.Split(List.of(BOB))))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("BOB has no other account");
    }

    @Test
    void aRenamedPersonKeepsTheNameWhateverTheirMessagesSay() {
        circle.make(rename(BOB, "Robert"));
        circle.says("telegram:user2", "bobby", "again");
        assertThat(circle.members().find("robert").person())
                .isEqualTo(new Person(SpeakerName.of("Robert"), "Robert", List.of(BOB)));
        circle.says("telegram:user9", "Bob", "I am another Bob");
        assertThat(archive.people(FRIENDS))
                .extracting(Person::speaker)
                .as("models may know the first Bob")
                .contains(SpeakerName.of("Bob 2"));
        assertThat(consents().standings()).containsKey(SpeakerName.of("Bob"));
        circle.make(rename(BOB, "Bob"));
        assertThat(circle.members().find("bob").handle()).isEqualTo(BOB);
    }

    @Test
    void aNameThatSomebodyHasOrHadIsRefused() {
        assertThatThrownBy(() -> circle.make(rename(BOB, "alice")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("There is a ALICE");
        circle.make(rename(ALICE, "Alicia"));
        assertThatThrownBy(() -> circle.make(rename(BOB, "alice")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("was somebody else's name");
        for (String bad : List.of(" ", ":", "x".repeat(101))) {
            assertThatThrownBy(() -> circle.make(rename(BOB, bad))).isInstanceOf(UserError.class);
        }
    }

    @Test
    void aRefusalHoldsForAllAccountsAndAGrantLeavesWithItsOwn() {
        consents().set(ALLY, "ally", new Consent(State.GRANTED, How.COMMAND, NOON));
        circle.make(new Change.Merge(ALICE, List.of(ALLY)));
        assertThat(consents().of(ALICE).isGranted()).isTrue();
        circle.make(new Change.Split(List.of(ALLY)));
        assertThat(consents().of(ALICE)).isEqualTo(Consent.UNKNOWN);
        assertThat(consents().of(ALLY).isGranted()).isTrue();

        circle.make(new Change.Merge(ALICE, List.of(ALLY)), said(ALICE, State.REFUSED, 60));
        assertThat(consents().of(ALLY).state()).isEqualTo(State.REFUSED);
        circle.says("discord:11", "ally", "not to be kept");
        assertThat(circle.messages()).hasSize(4);
        assertThat(circle.members().find("alice").note()).isEqualTo("by e-mail");
    }

    @Test
    void whoIsExcludedOrHasNotAgreedIsNotWilling() {
        circle.make(new Change.Exclude(BOB, true), said(ALICE, State.GRANTED, 1));
        assertThat(circle.roster().willing(Policy.OPT_OUT).absent())
                .isEqualTo(Map.of(BOB, Absence.EXCLUDED));
        Willing optIn = circle.roster().willing(Policy.OPT_IN);
        assertThat(optIn.people()).extracting(Person::handles).containsExactly(List.of(ALICE));
        assertThat(optIn.absent())
                .isEqualTo(Map.of(BOB, Absence.NO_CONSENT, ALLY, Absence.NO_CONSENT));
        circle.make(new Change.Exclude(BOB, false));
        assertThat(circle.roster().willing(Policy.OPT_OUT).absent()).isEmpty();
    }

    @Test
    void whatIsWrittenThroughABotsHandleIsABots() {
        circle.make(new Change.Bot(BOB, true));
        circle.says("telegram:user2", "Bob", "beep");
        assertThat(circle.messages())
                .filteredOn(message -> message.sender().equals(BOB))
                .hasSize(2)
                .allMatch(message -> message.kind() == Message.Kind.BOT);
        circle.make(new Change.Bot(BOB, false));
        assertThat(circle.messages()).allMatch(one -> one.kind() == Message.Kind.SPEECH);
    }

    @Test
    void peopleAreFoundByAnyNameAndAnswersHelp() {
        circle.make(new Change.Alias(ALICE, "Lissy", true), rename(ALLY, "Ally"));
        for (String name : List.of("ALICE", "alice", " Lissy ", "telegram:user1")) {
            assertThat(circle.members().find(name).handle()).isEqualTo(ALICE);
        }
        circle.make(new Change.Alias(BOB, "lissy", true));
        assertThatThrownBy(() -> circle.members().find("lissy"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("could be 2 people: ALICE, BOB");
        circle.make(new Change.Alias(BOB, "LISSY", false));
        assertThat(circle.members().find("lissy").handle()).isEqualTo(ALICE);
        assertThatThrownBy(() -> circle.members().find("alise"))
                .isInstanceOfSatisfying(
                        UserError.class,
                        error -> assertThat(error.remedy()).startsWith("Did you mean ALICE"));
    }

    @Test
    void forgettingTakesAllAccountsAndWhatOthersRepeat() {
        circle.make(new Change.Merge(ALICE, List.of(ALLY)), new Change.Alias(ALICE, "Lissy", true));
        circle.says("telegram:user2", "Bob", "> are you there\nyes", "> lol", "lol");
        Erased erased =
                consents()
                        .forget(
                                ALLY,
                                NOON.plusSeconds(600),
                                new Remains() {
                                    @Override
                                    public void add(Message deleted) {
                                        assertThat(deleted.sender()).isNotEqualTo(BOB);
                                    }

                                    @Override
                                    public Map<String, Set<SpeakerName>> models() {
                                        return Map.of(
                                                "0001", Set.of(SpeakerName.of("Ally")),
                                                "0002", Set.of(SpeakerName.of("Bob")));
                                    }
                                });
        assertThat(erased).isEqualTo(new Erased(3, 2, List.of("0001")));
        assertThat(circle.messages())
                .extracting(Message::text)
                .containsExactlyInAnyOrder("yes", "yes", "", "lol");
        assertThat(archive.people(FRIENDS))
                .extracting(Person::handles)
                .containsExactly(List.of(BOB));
        assertThat(consents().staleModels())
                .isEqualTo(Map.of("0001", Set.of(SpeakerName.of("Ally"))));
        circle.says("telegram:user1", "Alice", "back again");
        assertThat(circle.messages()).hasSize(4);
        assertThat(circle.roster().aliases().get(SpeakerName.of("Alice"))).isEmpty();
    }

    @Test
    void activityIsCountedByHandle() {
        assertThat(circle.roster().activity())
                .containsEntry(
                        ALICE,
                        new Activity(
                                2,
                                Optional.of(NOON.plusSeconds(1)),
                                Optional.of(NOON.plusSeconds(2))))
                .hasSize(3);
    }

    @Test
    void aPreviewChangesNothing() {
        List<Member> before = circle.roster().members();
        assertThat(circle.roster().after(List.of(new Change.Merge(ALICE, List.of(ALLY, BOB)))))
                .hasSize(1);
        assertThat(circle.roster().members()).isEqualTo(before);
        circle.says("telegram:user3", "Cleo", "hello");
        assertThat(circle.roster().members()).hasSize(4);
    }

    @Test
    void changesAreMadeTogetherOrNotAtAll() {
        List<Member> before = circle.roster().members();
        assertThatThrownBy(
                        () ->
                                circle.make(
                                        new Change.Merge(ALICE, List.of(ALLY)),
                                        rename(BOB, "alice")))
                .isInstanceOf(UserError.class);
        assertThat(circle.roster().members()).isEqualTo(before);
    }
}
