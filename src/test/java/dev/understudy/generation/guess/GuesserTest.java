package dev.understudy.generation.guess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.generation.guess.Guesser.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuesserTest {
    private static final int SIZE = 65_536;

    @TempDir Path folder;

    private static char[] corpus() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            text.append("see you at eight. ").append((char) (i * 37 % 1000 + 200));
        }
        return text.toString().toCharArray();
    }

    private static int[] ids(String text) {
        return text.chars().toArray();
    }

    private static Row guess(Guesser guesser, String text, double least) {
        return guesser.guess(ids(text), text.length(), least, 8);
    }

    @Test
    void guessesWhatTheCorpusGoesOnWith() {
        Guesser guesser = new Guesser(Ngrams.count(corpus()), SIZE);
        Row row = guess(guesser, "I'll see you", 0.2);
        assertThat(row.tokens()).isEqualTo(ids(" at eigh"));
    }

    @Test
    void guessesWhatTheTextItselfWentOnWith() {
        Guesser guesser = new Guesser(Ngrams.NONE, SIZE);
        assertThat(guess(guesser, "the cat sat. the cat", 0.1).tokens()).startsWith(ids(" sa"));
        assertThat(guess(guesser, "abcdefghijkl", 0.1).length()).isZero();
        assertThat(guess(guesser, "", 0.1).length()).isZero();
    }

    @Test
    void guessesNoTokenThatTheModelDoesNotHave() {
        Guesser guesser = new Guesser(Ngrams.count(corpus()), 'g');
        assertThat(guess(guesser, "I'll see you", 0.2).tokens()).isEqualTo(ids(" a"));
    }

    @Test
    void doesNotGuessWhereItDoesNotPayOff() {
        Guesser guesser = new Guesser(Ngrams.count(corpus()), SIZE);
        assertThat(guess(guesser, "I'll see you", 1)).isEqualTo(Row.NONE);
        assertThat(guesser.guess(ids("see you"), 7, 0.1, 0)).isEqualTo(Row.NONE);
        assertThat(guesser.guess(ids("see you"), 7, 0.1, 3).length()).isEqualTo(3);
    }

    @Test
    void sourcesThatWereWrongAreTrustedLess() {
        Guesser guesser = new Guesser(Ngrams.NONE, SIZE);
        String text = "the cat sat. the cat";
        int before = guess(guesser, text, 0.02).length();
        for (int i = 0; i < 200; i++) {
            Row row = guess(guesser, text, 0.0001);
            guesser.learn(row, 0, false);
        }
        assertThat(guess(guesser, text, 0.02).length()).isLessThan(before);
        for (int i = 0; i < 400; i++) {
            guesser.learn(guess(guesser, text, 0), 0, true);
        }
        assertThat(guess(guesser, text, 0.02).length()).isGreaterThanOrEqualTo(before);
    }

    @Test
    void countsAreTheSameOnceTheyWereWritten() throws IOException {
        Ngrams counted = Ngrams.count(corpus());
        assertThat(counted.size()).isGreaterThan(20);
        counted.writeTo(folder);
        Ngrams read = Ngrams.read(folder);
        int[] text = ids("we see you at eight. ");
        for (int length = 0; length < text.length; length++) {
            for (int order = 1; order <= Ngrams.LONGEST; order++) {
                assertThat(read.after(text, length, order))
                        .isEqualTo(counted.after(text, length, order));
            }
        }
    }

    @Test
    void aDamagedFileIsNoFile() throws IOException {
        assertThat(Ngrams.read(folder).size()).isZero();
        Ngrams.count(corpus()).writeTo(folder);
        Path file = folder.resolve(Ngrams.FILE);
        byte[] whole = Files.readAllBytes(file);
        for (int kept : new int[] {0, 5, 8, 30, whole.length - 8, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, kept));
            assertThat(Ngrams.read(folder).size()).as("%d bytes", kept).isZero();
        }
        for (int place = 0; place < 48; place++) {
            byte[] damaged = whole.clone();
            damaged[place] ^= (byte) 0x80;
            Files.write(file, damaged);
            assertThat(Ngrams.read(folder).size()).as("byte %d", place).isZero();
        }
    }

    @Test
    void aShortCorpusIsNoFault() {
        assertThat(Ngrams.count(new char[0]).size()).isZero();
        assertThat(Ngrams.count("ab".toCharArray()).size()).isZero();
    }
}
