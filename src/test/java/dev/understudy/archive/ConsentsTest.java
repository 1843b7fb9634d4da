package dev.understudy.archive;

import static dev.understudy.archive.Said.CLUB;
import static dev.understudy.archive.Said.FRIENDS;
import static dev.understudy.archive.Said.NOON;
import static dev.understudy.archive.Said.all;
import static dev.understudy.archive.Said.by;
import static dev.understudy.archive.Said.chatter;
import static dev.understudy.archive.Said.store;
import static dev.understudy.archive.Said.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.archive.live.CloneLines;
import dev.understudy.archive.live.Consent;
import dev.understudy.archive.live.Consent.How;
import dev.understudy.archive.live.Consent.State;
import dev.understudy.archive.live.Consents;
import dev.understudy.archive.live.Forgotten;
import dev.understudy.archive.live.LiveArchive;
import dev.understudy.archive.live.Reaction;
import dev.understudy.archive.live.Remains;
import dev.understudy.archive.live.SaidLine;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Person;
import dev.understudy.chat.SpeakerName;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsentsTest {
    private static final SpeakerName ANN = SpeakerName.of("Ann");
    private static final SpeakerName BOB = SpeakerName.of("Bob");
    private static final Instant LATER = NOON.plusSeconds(3600);

    @TempDir Path folder;
    private Archive archive;
    private LiveArchive live;
    private Consents consents;

    /// The test's archive, which may have been open before.
    Archive opened() {
        return Archive.open(folder.resolve("archive"));
    }

    @BeforeEach
    void open() {
        archive = opened();
        live = archive.live(FRIENDS);
        consents = live.consents();
    }

    @AfterEach
    void close() {
        archive.close();
    }

    private void reopen() {
        archive.close();
        open();
    }

    private static Consent said(State state, Instant at) {
        return new Consent(state, How.COMMAND, at);
    }

    private static Message after(Instant time, int user, String name, int id) {
        Message message = by(user, name, id, "word " + id);
        return new Message(
                message.channel(),
                message.id(),
                message.sender(),
                message.senderName(),
                time,
                message.sequence(),
                message.kind(),
                message.text(),
                message.replyTo(),
                message.editedAt());
    }

    @Test
    void everyonesConsentIsUnknownUntilTheySaySo() {
        live.store(List.of(by(1, "Ann", 1, "a"), by(2, "Bob", 2, "b")));
        assertThat(consents.of(user(1))).isEqualTo(Consent.UNKNOWN);
        assertThat(consents.of(user(99))).isEqualTo(Consent.UNKNOWN);
        consents.set(user(1), "Ann", said(State.GRANTED, NOON));
        reopen();
        assertThat(consents.of(user(1))).isEqualTo(said(State.GRANTED, NOON));
        assertThat(consents.all())
                .containsExactly(
                        Map.entry(ANN, said(State.GRANTED, NOON)), Map.entry(BOB, Consent.UNKNOWN));
        assertThat(archive.live(new Circle("family")).consents().of(user(1)))
                .isEqualTo(Consent.UNKNOWN);
    }

    @Test
    void theLatestWordCounts() {
        consents.set(user(1), "Ann", said(State.GRANTED, LATER));
        consents.set(user(1), "Ann", new Consent(State.REFUSED, How.IMPORT, NOON));
        assertThat(consents.of(user(1))).isEqualTo(said(State.GRANTED, LATER));
    }

    @Test
    void somebodyWhoNeverWroteIsAPersonOnceTheySaySo() {
        consents.set(user(3), "Cleo", said(State.GRANTED, NOON));
        live.store(by(3, "Cleo P.", 9, "hello"));
        assertThat(archive.people(FRIENDS))
                .containsExactly(new Person(SpeakerName.of("Cleo"), "Cleo P.", List.of(user(3))));
    }

    @Test
    void whoRefusesIsNotStoredAnyMoreByImportsEither() {
        live.store(by(1, "Ann", 1, "before"));
        consents.set(user(1), "Ann", said(State.REFUSED, NOON));
        live.store(by(1, "Ann", 2, "after"));
        Storing export =
                store(
                        archive,
                        FRIENDS,
                        List.of(by(1, "Ann", 3, "also"), by(2, "Bob", 4, "welcome")));
        assertThat(export.refused()).isEqualTo(1);
        assertThat(all(archive, FRIENDS)).extracting(Message::id).containsExactly("1", "4");

        consents.set(user(1), "Ann", said(State.GRANTED, LATER));
        live.store(by(1, "Ann", 5, "changed my mind"));
        assertThat(live.lastHeard(CLUB)).contains("5");
    }

    @Test
    void forgettingDeletesForGoodAndHandsOverWhatItDeletes() {
        List<Message> messages = chatter(3000);
        List<Message> theirs = messages.stream().filter(m -> m.sender().equals(user(2))).toList();
        store(archive, FRIENDS, messages);
        List<Message> deleted = new ArrayList<>();
        assertThat(consents.forget(user(2), LATER, deleted::add).messages()).isEqualTo(600);
        assertThat(deleted).containsExactlyInAnyOrderElementsOf(theirs);
        reopen();

        Storing export = store(archive, FRIENDS, messages);
        assertThat(export.refused()).isEqualTo(600);
        assertThat(all(archive, FRIENDS))
                .hasSize(2400)
                .noneMatch(message -> message.sender().equals(user(2)));
        live.store(after(LATER.plusSeconds(5), 2, "Friend 2", 9999));
        assertThat(archive.messageCount(FRIENDS)).isEqualTo(2400);
        assertThat(archive.people(FRIENDS)).hasSize(4);
        assertThat(consents.forgotten())
                .containsExactly(
                        new Forgotten(SpeakerName.of("Friend 2"), List.of(user(2)), LATER));
    }

    @Test
    void theForgottenWhoAgreeAgainAreStoredFromThenOn() {
        live.store(by(1, "Ann", 1, "old"));
        consents.set(user(1), "Ann", said(State.GRANTED, NOON));
        consents.forget(user(1), LATER, _ -> {});
        assertThat(consents.of(user(1))).isEqualTo(Consent.UNKNOWN);
        consents.set(user(1), "Ann", said(State.GRANTED, NOON.plusSeconds(1)));
        assertThat(consents.of(user(1))).as("said before").isEqualTo(Consent.UNKNOWN);

        consents.set(user(1), "Ann", said(State.GRANTED, LATER.plusSeconds(1)));
        live.store(List.of(by(1, "Ann", 1, "old"), by(1, "Ann", 2, "old and never stored")));
        live.store(after(LATER.plusSeconds(9), 1, "Ann", 3));
        assertThat(all(archive, FRIENDS)).extracting(Message::id).containsExactly("3");
        assertThat(archive.people(FRIENDS)).extracting(Person::displayName).containsExactly("Ann");
        assertThat(consents.forgotten()).hasSize(1);
    }

    @Test
    void aStrangerWhoWantsToBeForgottenIsKeptOut() {
        assertThat(consents.forget(user(7), LATER, _ -> {}).messages()).isZero();
        assertThat(store(archive, FRIENDS, List.of(by(7, "Gus", 1, "hi"))).refused()).isEqualTo(1);
        assertThat(archive.people(FRIENDS)).isEmpty();
    }

    @Test
    void whatClonesMadeOfTheirWordsGoesToo() {
        live.store(List.of(by(1, "Ann", 1, "a"), by(2, "Bob", 2, "b")));
        CloneLines lines = live.lines();
        lines.said(line("10", ANN, "BOB:\nhi\n\nANN:\n"));
        lines.said(line("11", BOB, "CLEO:\nhi\n\nANN:\nmy secret\n\nBOB:\n"));
        lines.said(line("12", BOB, "JOANN:\nANN: is not a header here\n\nBOB:\n"));
        lines.reacted(CLUB, "12", new Reaction(user(1), "👍"), true);
        lines.reacted(CLUB, "12", new Reaction(user(2), "👍"), true);
        consents.forget(user(1), LATER, _ -> {});

        assertThat(lines.saidBy(CLUB, "10")).isEmpty();
        assertThat(lines.saidBy(CLUB, "11")).contains(BOB);
        assertThat(lines.latest(CLUB, 9))
                .extracting(line -> line.text() + "|" + line.origin().prompt())
                .containsExactly("|", "hm|JOANN:\nANN: is not a header here\n\nBOB:\n");
        assertThat(lines.reactions(CLUB, "12")).containsExactly(new Reaction(user(2), "👍"));
    }

    private static SaidLine line(String id, SpeakerName speaker, String prompt) {
        return new SaidLine(
                CLUB,
                List.of(id),
                speaker,
                "hm",
                new SaidLine.Origin(prompt, "friends@0001", "temperature 0.8"),
                NOON.plusSeconds(Long.parseLong(id)),
                Optional.empty());
    }

    @Test
    void whatRemainsOfThemIsKept() {
        live.store(List.of(by(1, "Ann", 1, "a"), by(1, "Ann", 2, "bb")));
        live.lines().said(line("10", BOB, "ANN 2:\nmy secret\n\nBOB:\n"));
        Set<Long> lengths = new HashSet<>();
        consents.forget(
                user(1),
                LATER,
                new Remains() {
                    @Override
                    public void add(Message deleted) {
                        lengths.add((long) deleted.text().length());
                    }

                    @Override
                    public Set<SpeakerName> aliases() {
                        return Set.of(SpeakerName.of("Ann 2"));
                    }

                    @Override
                    public long[] hashes() {
                        return lengths.stream().mapToLong(Long::longValue).toArray();
                    }
                });
        reopen();
        assertThat(archive.forgottenPassages()).containsExactlyInAnyOrder(1, 2);
        assertThat(live.lines().latest(CLUB, 9))
                .extracting(SaidLine::text)
                .as("heard her under another name")
                .containsExactly("");
    }

    @Test
    void whenTheListenerFailsNobodyIsForgotten() {
        live.store(by(1, "Ann", 1, "a"));
        IllegalStateException own = new IllegalStateException("mine");
        assertThatThrownBy(
                        () ->
                                consents.forget(
                                        user(1),
                                        LATER,
                                        _ -> {
                                            throw own;
                                        }))
                .isSameAs(own);
        assertThat(archive.messageCount(FRIENDS)).isEqualTo(1);
        live.store(by(1, "Ann", 2, "b"));
        assertThat(archive.messageCount(FRIENDS)).isEqualTo(2);
    }
}
