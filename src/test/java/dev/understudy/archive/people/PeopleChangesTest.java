package dev.understudy.archive.people;

import static dev.understudy.archive.people.Invented.FRIENDS;
import static dev.understudy.archive.people.Invented.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.archive.Archive;
import dev.understudy.archive.live.Consent;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Platform;
import dev.understudy.chat.SpeakerName;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/// Whatever is done to people, in whichever order: no message is lost, no name is anybody else's,
/// and the file says what is so.
class PeopleChangesTest {
    private static final int ACCOUNTS = 6;
    private static final List<String> NAMES =
            List.of("Al", "Bo", "Cy", "Di", "Al 2", "Ümit \"Ü\"", "c\\d: e", "🙂 x", "#no", "- y");

    private static Path folder = Path.of("");
    private static int archives;

    @BeforeContainer
    static void makeFolder() throws IOException {
        folder = Files.createTempDirectory("people");
    }

    @AfterContainer
    static void deleteFolder() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static Handle account(int number) {
        return new Handle(
                number % 2 == 0 ? Platform.TELEGRAM : Platform.WHATSAPP, "user " + number);
    }

    @Provide
    Arbitrary<List<Change>> changes() {
        Arbitrary<Handle> who =
                Arbitraries.integers().between(0, ACCOUNTS - 1).map(PeopleChangesTest::account);
        Arbitrary<String> name = Arbitraries.of(NAMES);
        Arbitrary<Boolean> yes = Arbitraries.of(true, false);
        return Arbitraries.<Change>oneOf(
                        Combinators.combine(who, who.list().ofMinSize(1).ofMaxSize(2))
                                .as(Change.Merge::new),
                        who.list().ofMinSize(1).ofMaxSize(2).map(Change.Split::new),
                        Combinators.combine(who, name)
                                .as((one, to) -> new Change.Rename(one, SpeakerName.of(to), to)),
                        Combinators.combine(who, name, yes).as(Change.Alias::new),
                        Combinators.combine(who, yes).as(Change.Bot::new),
                        Combinators.combine(who, yes).as(Change.Exclude::new),
                        Combinators.combine(who, Arbitraries.of(Consent.State.class), name)
                                .as(
                                        (one, state, note) ->
                                                new Change.Said(
                                                        one,
                                                        new Consent(
                                                                state, Consent.How.OPERATOR, NOON),
                                                        note)))
                .list()
                .ofMaxSize(12);
    }

    @Property(tries = 60, seed = "20261121")
    void noMessageIsLostAndNoNameIsGivenTwice(
            @ForAll("changes") List<Change> changes, @ForAll("changes") List<Change> more) {
        try (Archive archive = Archive.open(folder.resolve("archive" + archives++))) {
            Invented circle = new Invented(archive);
            for (int i = 0; i < ACCOUNTS; i++) {
                Handle handle = account(i);
                circle.says(handle.toString(), NAMES.get(i % 3), "one " + i, "two " + i);
            }
            List<String> texts = texts(circle);
            List<Member> told = after(circle, changes);
            assertThat(texts(circle)).containsExactlyElementsOf(texts);
            assertWhole(told);

            PeopleFile file = new PeopleFile("people.yml", FRIENDS);
            byte[] yaml = file.write(told).getBytes(StandardCharsets.UTF_8);
            assertThat(circle.roster().plan(file.read(yaml, told), NOON)).isEmpty();

            assertWhole(after(circle, more));
            goBack(circle, file, yaml, told);
        }
    }

    /// What a file said before is so again once it is applied, unless a name is in the way that
    /// somebody else had meanwhile.
    private static void goBack(Invented circle, PeopleFile file, byte[] yaml, List<Member> told) {
        List<Member> now = circle.roster().members();
        try {
            circle.roster().apply(circle.roster().plan(file.read(yaml, now), NOON));
        } catch (UserError refused) {
            assertThat(refused.problem()).matches("(?s).*(was somebody else's|There is a).*");
            assertThat(circle.roster().members()).isEqualTo(now);
            return;
        }
        assertThat(lines(file, circle.roster().members())).isEqualTo(lines(file, told));
    }

    /// A file without what may differ: order.
    private static List<String> lines(PeopleFile file, List<Member> members) {
        return file.write(members).lines().sorted().toList();
    }

    /// Makes those of `changes` that can be made.
    private static List<Member> after(Invented circle, List<Change> changes) {
        for (Change change : changes) {
            List<Member> before = circle.roster().members();
            try {
                circle.make(change);
            } catch (UserError refused) {
                assertThat(circle.roster().members()).isEqualTo(before);
            }
        }
        return circle.roster().members();
    }

    private static void assertWhole(List<Member> members) {
        assertThat(members).extracting(Member::name).doesNotHaveDuplicates();
        List<Handle> handles = new ArrayList<>();
        members.forEach(member -> handles.addAll(member.person().handles()));
        assertThat(handles)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, ACCOUNTS).mapToObj(PeopleChangesTest::account).toList());
    }

    private static List<String> texts(Invented circle) {
        return circle.messages().stream().map(Message::text).toList();
    }
}
