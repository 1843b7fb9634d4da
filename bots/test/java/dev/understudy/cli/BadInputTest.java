package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever is wrong: two lines, the exit code, and the data as it was.
class BadInputTest {
    private static final int MESSAGES = 300;

    @TempDir static Path prepared;
    private static ToyHome trained;
    private static Path chat;

    @TempDir Path folder;
    private ToyHome home;

    /// A home with a model and a run that waits to be resumed.
    @BeforeAll
    static void train() throws IOException {
        chat = ToyHome.writeChat(prepared.resolve("chat.txt"), MESSAGES);
        trained = new ToyHome(prepared.resolve("home"));
        trained.importChat(chat);
        trained.train("--steps=20");
        trained.run(chat, 4);
    }

    @BeforeEach
    void copy() throws IOException {
        home = trained.copyTo(folder.resolve("home"));
    }

    private void assertRefused(int exitCode, Invocation outcome, String... said) {
        assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(exitCode);
        String told = outcome.err().replaceFirst("^Building the corpus\\.\n", "");
        assertThat(told).hasLineCount(2).contains(said).doesNotContain("defect");
        assertThat(told.lines()).allMatch(BadInputTest::isWhole);
    }

    /// A sentence, or words that end with a command to type.
    private static boolean isWhole(String line) {
        return line.endsWith(".") || line.contains(": understudy ");
    }

    private void assertRefusedUnchanged(int exitCode, String[] arguments, String... said)
            throws IOException {
        SortedMap<String, String> before = home.content();
        assertRefused(exitCode, Invocation.of(arguments), said);
        assertThat(home.content()).isEqualTo(before);
        assertThat(home.messages()).isEqualTo(MESSAGES);
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    @Test
    void exportsThatAreNone() throws IOException {
        Path cut =
                file(
                        "result.json",
                        """
                        {"name":"x","type":"private_group","id":1,"messages":[
                        {"id":1,"type":"message","date":"2024-01-01T10:00:00","from":"A","te""");
        assertRefusedUnchanged(
                1, home.inCircle("import", cut.toString()), cut + ":2", "Export the chat again");
        Path other =
                file(
                        "notes.json",
                        """
                        {"notebook":{"id":"1","name":"club"},
                        "messages":[{"id":"3","kind":"note","content":"hi"}]}""");
        assertRefusedUnchanged(
                1, home.inCircle("import", other.toString()), other + " is not an export");
        Path story = file("story.txt", "Once upon a time.\n\nThe end.\n");
        assertRefusedUnchanged(
                1, home.inCircle("import", story.toString()), story.toString(), "NAME:");
        assertRefusedUnchanged(
                1,
                home.inCircle("import", story.toString(), "--format", "plain"),
                story + " holds no speaker");
        assertRefusedUnchanged(
                2,
                home.inCircle("import", chat.toString(), "--zone", "Nowhere/Land"),
                "no time zone \"Nowhere/Land\"",
                "Europe/Berlin");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --steps=0               | steps is 0; accepted: a whole number, 1 or more.
                    --heads=3               | width is 16; accepted: a multiple of heads, which is 3
                    --heads=0               | heads is 0; accepted: a whole number, 1 or more.
                    --layers=0              | layers is 0; accepted: a whole number, 1 to 96.
                    --layers=2000000000     | layers is 2000000000; accepted: a whole number
                    --width=-16             | width is -16
                    --block=1               | block is 1; accepted: a whole number, 2 or more.
                    --batch=0               | batch is 0
                    --vocabulary=5          | vocabulary is 5; accepted: a whole number, 257 to
                    --vocabulary=70000      | vocabulary is 70000
                    --learning-rate=-1      | learning-rate is -1; accepted: a number above 0.
                    --learning-rate=NaN     | learning-rate is NaN
                    --learning-rate=1d      | learning-rate is 1d
                    --min-learning-rate=9   | min-learning-rate is 9; accepted: 0 to learning-rate
                    --dropout=1.5           | dropout is 1.5; accepted: a number 0 to below 1.
                    --save-every=0          | save-every is 0
                    --learning-rate=fast    | learning-rate is fast; accepted: a number above 0.
                    --steps=many            | steps is many
                    --steps=                | steps is empty
                    --epochs=1              | steps and epochs are both said
                    --schedule=steep        | schedule is steep; accepted: cosine, linear, constant.
                    --warm-up=150%          | warm-up is 150%
                    --silence=long          | silence is long; accepted: a time as in 90s, 2m or 1h
                    --validation-share=1    | validation-share is 1; accepted: above 0%, below 100%.
                    --base=gpt2             | layers cannot be set: it is that of gpt2.
                    --step=5                | Did you mean --steps?
                    --set=lerning-rate=1    | Did you mean learning-rate
                    --set=epochs            | "epochs" is no setting.
                    --set=steps=5           | steps is said twice.
                    --preset=sonets         | Did you mean sonnets?
                    --split-at=x            | --split-at cuts a text, and there is none.
                    --resume                | --resume goes on with the run as it is
                    --circle=x y            | "x y" cannot name a circle.
                    """)
    void settingsOutOfRangeAreFoundBeforeTheInterruptedRunIsDiscarded(String option, String said)
            throws IOException {
        assertRefusedUnchanged(2, fresh(option), said);
    }

    /// A command line that would start afresh, with `option` in place of its own.
    private String[] fresh(String option) {
        String name = option.replaceFirst("=.*", "=");
        String[] all = home.training("--steps=20", "--fresh");
        return Stream.concat(
                        Arrays.stream(all).filter(word -> !word.startsWith(name)),
                        Stream.of(option))
                .toArray(String[]::new);
    }

    @Test
    void runsThatCannotStart() throws IOException {
        assertRefusedUnchanged(
                1, home.training("--steps=20"), "was interrupted", "--resume", "--fresh");
        assertRefusedUnchanged(1, fresh("--block=5000"), "too small to split", "shorter --block");
        assertRefusedUnchanged(
                1, home.training("--fresh", "--text=" + folder.resolve("gone.txt")), "gone.txt");
        String folderName = home.folder().toString();
        assertRefusedUnchanged(
                1,
                new String[] {"train", "--circle", "nobody", "--home", folderName},
                "nobody has no messages",
                "understudy import");
        assertRefusedUnchanged(
                1,
                new String[] {"train", "--circle", "nobody", "--home", folderName, "--resume"},
                "holds no interrupted training",
                "without --resume");
        assertThat(home.folder().resolve("runs/nobody")).doesNotExist();
        assertThat(home.folder().resolve("runs")).isDirectoryNotContaining("glob:**.unfinished");
    }

    @ParameterizedTest
    @CsvSource({
        "checkpoint-000004/model.safetensors, cut, model.safetensors is missing or damaged",
        "checkpoint-000004/model.safetensors, gone, model.safetensors is missing or damaged",
        "checkpoint-000004/optimizer.safetensors, cut, optimizer.safetensors is missing or damaged",
        "checkpoint-000004/optimizer.safetensors, empty, optimizer.safetensors is missing",
        "checkpoint-000004/optimizer.safetensors, swapped, optimizer.safetensors and config.json",
        "checkpoint-000004/config.json, cut, config.json is damaged",
        "checkpoint-000004/position.json, cut, checkpoint-000004 is damaged",
        "checkpoint-000004/position.json, braces, checkpoint-000004 is damaged",
        "checkpoint-000004/position.json, gone, checkpoint-000004 is damaged",
        "run.json, cut, run.json is damaged",
        "run.json, braces, run.json is damaged",
        "corpus/train.bin, cut, train.bin is not the file",
        "corpus/corpus.json, gone, holds no corpus",
        "corpus/tokenizer.json, empty, tokenizer.json is not the file"
    })
    void runsThatCannotBeResumed(String file, String damage, String said) throws IOException {
        Path run = home.run();
        damage(run.resolve(file), damage, run.resolve("checkpoint-000004/model.safetensors"));
        assertRefusedUnchanged(1, home.inCircle("train", "--resume"), said);
    }

    @ParameterizedTest
    @CsvSource({
        "model.safetensors, cut, missing or damaged",
        "model.safetensors, empty, it ends after 0 bytes",
        "model.safetensors, garbage, its header is not JSON",
        "model.safetensors, gone, there is no such file",
        "config.json, cut, config.json is damaged",
        "config.json, empty, config.json is damaged",
        "config.json, braces, is not a plain GPT-2",
        "config.json, swapped, config.json is damaged",
        "tokenizer.json, cut, tokenizer.json is damaged",
        "tokenizer.json, braces, tokenizer.json: model",
        "tokenizer.json, gone, holds no tokenizer",
        "understudy.json, cut, is damaged",
        "understudy.json, braces, Missing creator property",
        "understudy.json, gone, is missing"
    })
    void modelsThatCannotSpeak(String file, String damage, String said) throws IOException {
        Path version = home.model("0001");
        damage(version.resolve(file), damage, version.resolve("model.safetensors"));
        assertRefusedUnchanged(1, home.inCircle("chat"), version + "", said);
    }

    @Test
    void weightsThatCannotBeUsed() throws IOException {
        Path version = home.model("0001");
        Path weights = version.resolve("model.safetensors");
        String whole = Files.readString(weights, StandardCharsets.ISO_8859_1);
        Files.writeString(
                weights, whole.replace("\"F32\"", "\"I32\""), StandardCharsets.ISO_8859_1);
        assertRefusedUnchanged(
                1, home.inCircle("chat"), weights + ": ", "holds I32 elements; accepted: F32");
        Files.delete(weights);
        Path index = version.resolve("model.safetensors.index.json");
        Files.writeString(index, "{\"weight_map\": {\"wte.weight\": \"part-1.safetensors\"}}");
        assertRefusedUnchanged(
                1, home.inCircle("chat"), "part-1.safetensors is missing or damaged: there is no");
        Files.delete(index);
        Path pickle = version.resolve("pytorch_model.bin");
        String magic = "\u0080\2\u008a\nl\u00fc\u009cF\u00f9 j\u00a8P\u0019.";
        Files.writeString(pickle, magic + "cposix\nsystem\n.", StandardCharsets.ISO_8859_1);
        assertRefusedUnchanged(
                1, home.inCircle("chat"), pickle + " is refused: it asks for posix.system");
    }

    @Test
    void aModelOfAnotherArchitecture() throws IOException {
        Path config = home.model("0001").resolve("config.json");
        Files.writeString(config, Files.readString(config).replace("\"gpt2\"", "\"llama\""));
        assertRefusedUnchanged(
                1, home.inCircle("chat"), config + "", "model_type is \"llama\"; accepted: gpt2.");
    }

    private static void damage(Path file, String how, Path another) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        switch (how) {
            case "cut" -> Files.write(file, Arrays.copyOf(whole, whole.length - whole.length / 3));
            case "empty" -> Files.write(file, new byte[0]);
            case "braces" -> Files.writeString(file, "{}");
            case "gone" -> Files.delete(file);
            case "swapped" -> Files.write(file, Files.readAllBytes(another));
            case "garbage" -> {
                Arrays.fill(whole, 8, 60, (byte) '#');
                Files.write(file, whole);
            }
            case String unknown -> throw new IllegalArgumentException(unknown);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "n_layer, 2, lacks the tensor",
        "n_layer, 2000000000, 2000000000 layers",
        "n_embd, 32, where config.json asks for",
        "n_head, 3, a multiple of n_head 3",
        "n_layer, -1, n_layer is -1"
    })
    void modelsWhoseConfigurationIsAnothers(String key, String value, String said)
            throws IOException {
        Path config = home.model("0001").resolve("config.json");
        String text = Files.readString(config);
        String changed = text.replaceFirst("\"" + key + "\"\\s*:\\s*\\d+", quoted(key, value));
        assertThat(changed).isNotEqualTo(text);
        Files.writeString(config, changed);
        assertRefusedUnchanged(1, home.inCircle("chat"), config.getParent() + "", said);
    }

    private static String quoted(String key, String value) {
        return "\"" + key + "\" : " + value;
    }

    @Test
    void aModelWithTheTokenizerOfAnother() throws IOException {
        Path version = home.model("0001");
        Files.copy(
                home.run().resolve("corpus/tokenizer.json"), // of 257 tokens, not 300
                version.resolve("tokenizer.json"),
                StandardCopyOption.REPLACE_EXISTING);
        assertRefusedUnchanged(
                1, home.inCircle("chat"), version + " holds a tokenizer that is another model's");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "train", "import", "demo"})
    void aHomeThatIsNoFolder(String command) throws IOException {
        Path occupied = file("occupied", "a file");
        String[] inFile = atHome(command, occupied);
        assertRefused(1, Invocation.of(inFile), occupied + " is a file", "--home");
        if (!command.equals("chat")) {
            Path inside = occupied.resolve("home");
            assertRefused(
                    1, Invocation.of(atHome(command, inside)), inside + " cannot be written: Not");
        }
        assertThat(occupied).hasContent("a file");
    }

    private static String[] atHome(String command, Path where) {
        return switch (command) {
            case "demo" -> new String[] {"demo", "--home", where.toString()};
            case "import" -> new ToyHome(where).inCircle("import", chat.toString());
            case String other -> new ToyHome(where).inCircle(other);
        };
    }
}
