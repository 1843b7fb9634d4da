package dev.understudy.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.archive.live.Policy.Absence;
import dev.understudy.archive.people.Willing;
import dev.understudy.chat.Message;
import dev.understudy.chat.Transcript;
import dev.understudy.chat.Turn;
import dev.understudy.corpus.conversation.Conversation;
import dev.understudy.corpus.privacy.Scrubbing;
import dev.understudy.corpus.selection.Omission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConversationsTest {
    private static final CorpusSettings STANDARD = CorpusSettings.standard(8);
    private static final int HOUR = 3600;

    private static List<String> transcripts(Chats chats) {
        return chats.cut(STANDARD).stream().map(c -> Transcript.render(c.turns())).toList();
    }

    @Test
    void aPauseOfMoreThanAnHourStartsANewConversation() {
        Chats chats =
                new Chats()
                        .say("alice", 0, "hello")
                        .say("bob", HOUR, "still the same")
                        .say("alice", 2 * HOUR + 1, "a new one");
        assertThat(transcripts(chats))
                .containsExactly(
                        "ALICE:\nhello\n\nBOB:\nstill the same\n\n", "ALICE:\na new one\n\n");
    }

    @Test
    void messagesSentWithinTwoMinutesAreOneTurn() {
        Chats chats =
                new Chats()
                        .say("alice", 0, "one")
                        .say("alice", 120, " two \n\n lines ")
                        .say("alice", 241, "later")
                        .say("bob", 242, "me")
                        .say("carl", 243, "ok");
        assertThat(transcripts(chats))
                .containsExactly(
                        "ALICE:\none\ntwo \n lines\n\nALICE:\nlater\n\nBOB:\nme\n\nCARL:\nok\n\n");
    }

    @Test
    void eachChannelIsAConversationOfItsOwn() {
        Chats chats =
                new Chats().sayIn("family", "alice", 0, "here").sayIn("work", "alice", 1, "there");
        assertThat(transcripts(chats)).containsExactly("ALICE:\nhere\n\n", "ALICE:\nthere\n\n");
    }

    @Test
    void aFileWithoutAClockIsNeitherCutNorMerged() {
        Chats chats = new Chats();
        for (int i = 0; i < 5000; i++) {
            chats.write(i % 3 == 0 ? "alice" : "bob", "line " + i);
        }
        List<Conversation> cut = chats.cut(STANDARD);
        assertThat(cut).hasSize(1);
        assertThat(cut.getFirst().turns()).hasSize(5000);
    }

    @Test
    void leavesOutWhatIsNoOnesOwnWordsAndSaysWhy() {
        Chats chats =
                new Chats()
                        .say("alice", 0, "mine")
                        .send("alice", 1, Message.Kind.MEDIA, "my cat")
                        .send("bob", 2, Message.Kind.FORWARD, "somebody's")
                        .send("bob", 3, Message.Kind.BOT, "/weather")
                        .say("bob", 4, " \u00A0\n")
                        .say("stranger", 5, "hi")
                        .say("alice", 6, "mine too");
        Conversations conversations =
                new Conversations(
                        STANDARD, Chats.everyone(), new Scrubbing(Optional.empty()), _ -> {});
        conversations.readAll(chats.source());
        assertThat(conversations.leftOut())
                .isEqualTo(
                        Map.of(
                                Omission.MEDIA, 1L,
                                Omission.FORWARD, 1L,
                                Omission.BOT, 1L,
                                Omission.EMPTY, 1L,
                                Omission.UNKNOWN_SENDER, 1L));
        assertThat(transcripts(chats)).containsExactly("ALICE:\nmine\nmine too\n\n");
    }

    @Test
    void whoIsAbsentIsCountedByReasonAndEndsATurn() {
        Chats chats =
                new Chats()
                        .say("alice", 0, "one")
                        .say("bob", 1, "not to be used")
                        .say("alice", 2, "two")
                        .say("alice", 3, "three")
                        .say("carl", 4, "nor this");
        Willing alone =
                new Willing(
                        List.of(Chats.PEOPLE.getFirst()),
                        Map.of(
                                Chats.PEOPLE.get(1).handles().getFirst(), Absence.NO_CONSENT,
                                Chats.PEOPLE.get(2).handles().getFirst(), Absence.EXCLUDED));
        List<Turn> turns = new ArrayList<>();
        Conversations conversations =
                new Conversations(
                        STANDARD,
                        alone,
                        new Scrubbing(Optional.empty()),
                        one -> turns.addAll(one.turns()));
        conversations.readAll(chats.source());
        assertThat(turns).extracting(Turn::text).containsExactly("one", "two\nthree");
        assertThat(conversations.leftOut())
                .isEqualTo(
                        Map.of(
                                Omission.NO_CONSENT, 1L,
                                Omission.EXCLUDED, 1L));
        assertThat(Omission.NO_CONSENT.label()).isEqualTo("no consent");
    }
}
