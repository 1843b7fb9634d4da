package dev.understudy.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.chat.SpeakerName;
import dev.understudy.settings.UserError;
import dev.understudy.stage.talk.Company;
import dev.understudy.stage.talk.Troupe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PipeConsoleTest {
    private final Company company = Troupe.company(Troupe::parrot);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void printsRepliesAloneOnTheirLinesAndTroubleElsewhere() {
        run("hello?\n/clone alice\nhi 👋\n/clone mallory\n/quit\nnot read\n");
        assertThat(text(out))
                .isEqualTo("The clone of Alice is on stage.\nAlice: alice heard: hi 👋\n");
        assertThat(text(err).lines())
                .containsExactly(
                        "There is no clone on stage to answer.",
                        "Type /clone and a name; /clones lists who is here.",
                        "There is no clone of \"mallory\".",
                        "Here are: Alice, Bob, Eve Adams.");
    }

    @Test
    void endsWithItsInputAndTakesALastLineWithoutEnd() {
        run("/clone bob\r\nbye");
        assertThat(text(out)).endsWith("Bob: bob heard: bye\n");
        assertThat(err.size()).isZero();
    }

    @Test
    void putsAReplyOfSeveralLinesOnOne() {
        Company poets = Troupe.company(_ -> "roses\nare red");
        session(poets, new StringReader("/clone alice\ngo on\n"), print(out)).run();
        assertThat(text(out)).endsWith("\nAlice: roses / are red\n");
    }

    @Test
    void playsAScene() {
        run("/scene alice bob 6\n");
        assertThat(text(out).lines()).hasSize(6);
        assertThat(text(out).lines().map(line -> line.substring(0, line.indexOf(':'))))
                .containsExactly("Alice", "Bob", "Alice", "Bob", "Alice", "Bob");
    }

    @Test
    void endsWhenNobodyReadsAnyMore() {
        OutputStream broken =
                new OutputStream() {
                    @Override
                    public void write(int octet) throws IOException {
                        throw new IOException("broken pipe");
                    }
                };
        Reader endless =
                new Reader() {
                    private int read;

                    @Override
                    public int read(char[] buffer, int offset, int length) {
                        assertThat(read++).isLessThan(10);
                        buffer[offset] = '\n';
                        "/help\n".getChars(0, 6, buffer, offset);
                        return 6;
                    }

                    @Override
                    public void close() {}
                };
        session(company, endless, print(broken)).run();
        assertThat(err.size()).isZero();
    }

    @Test
    void saysThatInputCannotBeRead() {
        Reader broken =
                new Reader() {
                    @Override
                    public int read(char[] buffer, int offset, int length) throws IOException {
                        throw new IOException("the disk is gone");
                    }

                    @Override
                    public void close() {}
                };
        ChatSession session = session(company, broken, print(out));
        assertThatThrownBy(session::run)
                .isInstanceOf(UserError.class)
                .hasMessage("The input cannot be read: the disk is gone");
    }

    private void run(String typed) {
        session(company, new StringReader(typed), print(out)).run();
    }

    private ChatSession session(Company on, Reader in, PrintStream shown) {
        return new ChatSession(
                on.newConversation(() -> Troupe.TUNING),
                SpeakerName.of("You"),
                Console.ofPipe(in, shown, print(err)));
    }

    private static PrintStream print(OutputStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
