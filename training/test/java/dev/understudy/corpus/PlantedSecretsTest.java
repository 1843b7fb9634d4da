package dev.understudy.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.scrub.PrivateTerms;
import dev.understudy.scrub.Scrubber;
import dev.understudy.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Secrets that are planted in a chat must be nowhere in the corpus that is made of it.
class PlantedSecretsTest {
    private static final long HOUR = 3600;
    private static final String DASHES = "-".repeat(5);

    /// Letters that open something, in no order that a pattern could know.
    private static final String BODY =
            "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSj\nAgEAAoIBAQC7VJTUt9Us8cKj";

    /// A burst of messages, and what must not remain of it: letters and digits alone.
    private record Secret(List<String> burst, List<String> traces) {
        static Secret of(String message, String... traces) {
            return new Secret(List.of(message.split("\\|")), List.of(traces));
        }
    }

    private static final List<Secret> SECRETS =
            List.of(
                    Secret.of("mine is quenby.z@mail.example.org now", "quenby", "mailexample"),
                    Secret.of("qu\u200Benby@example.net", "quenby"),
                    Secret.of("quenby (at) example (dot) org", "quenby"),
                    Secret.of("call +49 171 7654329", "7654329"),
                    Secret.of("0171 765|4329 is my new one", "7654329", "4329"),
                    Secret.of("０１７１ ７６５４３２９", "7654329"),
                    Secret.of("0171-7\u200B65-4329", "7654329"),
                    Secret.of("(212) 555-0147", "5550147"),
                    Secret.of("pay with 4111 1111 1111 1111 please", "1111"),
                    Secret.of("4111 1111|1111 1111", "1111"),
                    Secret.of("٤١١١ ١١١١ ١١١١ ١١١١", "1111"),
                    Secret.of("to DE89 3704 0044 0532 0130 00 then", "3704", "0532"),
                    Secret.of("GB29 NWBK 6016|1331 9268 19", "nwbk", "1331"),
                    Secret.of("ssh to 203.0.113.77", "203011377"),
                    Secret.of("ssh to 2001:db8:85a3::8a2e:370:7334", "85a3", "7334"),
                    Secret.of("AKIAQ7X3LM5NP2RS8TUV", "akiaq7"),
                    Secret.of("ghp_k3Jd9Lm2Qx7R|t5Vw8Yz1Bc4Nf6Hg0Ps2Ua3E", "k3jd9", "8yz1bc"),
                    Secret.of("110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw", "110201", "vgwjx"),
                    Secret.of(
                            "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs", "mtk4"),
                    Secret.of(
                            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N",
                            "eyj"),
                    Secret.of("kW9zT4qLm7Xv2Rb8NcY1pHs6JdF3gAe5UoIiQw0B", "kw9zt4"),
                    Secret.of(
                            DASHES + "BEGIN PRIVATE KEY" + DASHES + "\n" + BODY + "|lGq8mQ2xW5==",
                            "miievq",
                            "vjtut9",
                            "lgq8"),
                    Secret.of("password: Katzenbaum77", "katzenbaum"),
                    Secret.of("your code is|482 917", "482917", "917"),
                    Secret.of("the PIN for the door is 2580", "2580"),
                    Secret.of("see https://example.org/secretpath?u=zq", "secretpath"),
                    Secret.of("[this](http://example.net/hiddenpath)", "hiddenpath"),
                    Secret.of("Wolpertinger Street 5 is where she lives", "wolpertinger"),
                    Secret.of("ticket QQ-4711-ZZ", "4711"));

    @TempDir private Path folder;

    /// Each secret twice: in what is trained on, and in what is held out.
    private static Chats chat() {
        Chats chats = new Chats();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 60; i++) {
                long at = (round * 1000L + i) * 2 * HOUR;
                chats.say("alice", at, "hello there, how are you today").say("bob", at + 5, "fine");
                if (i < SECRETS.size()) {
                    long second = at + 10;
                    for (String message : SECRETS.get(i).burst) {
                        chats.say("carl", second++, message);
                    }
                }
            }
        }
        chats.say("alice", 3000 * HOUR, "what is the PIN?").say("bob", 3000 * HOUR + 4, "86420");
        return chats;
    }

    private Corpus build(Optional<Scrubber> scrubber) {
        VocabularyChoice learned = new VocabularyChoice.Learned(900);
        return new CorpusBuilder(CorpusSettings.standard(16), learned, folder, scrubber)
                .fromMessages(chat().source(), Chats.PEOPLE);
    }

    private static Optional<Scrubber> scrubber() {
        return Optional.of(
                Scrubber.with(
                        new PrivateTerms(
                                List.of("wolpertinger street 5"),
                                List.of("[A-Z]{2}-\\d{4}-[A-Z]{2}"))));
    }

    /// Everything that is written, as compact as the traces.
    private String everything(Corpus corpus) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Tokenizer tokenizer = corpus.tokenizer()) {
            all.append(tokenizer.decode(ids(corpus.train())));
            all.append('|').append(tokenizer.decode(ids(corpus.validation())));
        }
        try (var files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                if (file.toString().endsWith(".json")) {
                    String text = Files.readString(file, StandardCharsets.UTF_8);
                    all.append('|').append(text.replaceAll("\"\\w*[sS]ha256\".*|\"id\".*", ""));
                }
            }
        }
        return compact(all.toString());
    }

    private static int[] ids(char[] tokens) {
        int[] ids = new int[tokens.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = tokens[i];
        }
        return ids;
    }

    private static String compact(String text) {
        StringBuilder compact = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFKC)
                .codePoints()
                .map(c -> Character.isDigit(c) ? '0' + Character.digit(c, 10) : c)
                .filter(c -> Character.isLetterOrDigit(c) || c == '|' || c == '"')
                .forEach(compact::appendCodePoint);
        return compact.toString().toLowerCase(Locale.ROOT);
    }

    @Test
    void noSecretReachesTheCorpus() throws IOException {
        String all = everything(build(scrubber()));
        for (Secret secret : SECRETS) {
            assertThat(secret.traces).as("%s", secret.burst).noneMatch(all::contains);
        }
        assertThat(all).doesNotContain("86420");
    }

    @Test
    void withoutScrubbingTheyAreThere() throws IOException {
        String all = everything(build(Optional.empty()));
        List<Secret> gone = new ArrayList<>();
        for (Secret secret : SECRETS) {
            if (secret.traces.stream().noneMatch(all::contains)) {
                gone.add(secret);
            }
        }
        assertThat(gone).isEmpty();
        assertThat(all).contains("86420");
    }

    @Test
    void theCardCountsThemAndNamesNone() {
        Corpus corpus = build(scrubber());
        assertThat(corpus.card().scrubbed().orElseThrow())
                .hasToString(
                        "{card=6, code=5, email=6, iban=4, ip=4, key=16, link=4, own=4, phone=10}");
        assertThat(
                        new CorpusBuilder(
                                        CorpusSettings.standard(16),
                                        new VocabularyChoice.Learned(300),
                                        folder,
                                        Optional.empty())
                                .fromMessages(chat().source(), Chats.PEOPLE)
                                .card()
                                .scrubbed())
                .isEmpty();
    }

    @Test
    void textsAreScrubbedToo() {
        Corpus corpus =
                new CorpusBuilder(
                                CorpusSettings.standard(4),
                                new VocabularyChoice.Learned(300),
                                folder)
                        .fromTexts(List.of("write to quenby@example.org ".repeat(20)));
        assertThat(corpus.card().scrubbed().orElseThrow()).hasToString("{email=20}");
    }
}
