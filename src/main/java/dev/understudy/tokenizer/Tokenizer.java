package dev.understudy.tokenizer;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.LibUtils;
import dev.understudy.settings.NativeLibraries;
import dev.understudy.settings.UserError;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// GPT-2's tokenizer: any text to token ids, and back without a loss.
///
/// Text never yields a special token, whatever it says: `<|endoftext|>` typed by a friend is seven
/// ordinary tokens. Half a surrogate pair, which UTF-8 cannot carry, is read as U+FFFD. Thread-safe
/// until closed.
public final class Tokenizer implements AutoCloseable {
    /// How vocabularies spell the token between conversations. Never to be found by reading text.
    public static final String END_OF_TEXT = "<|endoftext|>";

    private static final String FILE = "tokenizer.json";

    /// OpenAI's names for the two files, and Hugging Face's.
    private static final Map<String, String> PAIRS =
            Map.of("vocab.json", "merges.txt", "encoder.json", "vocab.bpe");

    /// Without these DJL cuts after 512 tokens and fills each batch up to its longest text.
    private static final Map<String, String> EXACTLY =
            Map.of("truncation", "false", "padding", "false", "addSpecialTokens", "false");

    /// Characters in one native call. Encodings take about 100 times the text while it runs, and a
    /// call with one long text takes twice as long as one with many short ones.
    private static final int BATCH_CHARACTERS = 1 << 17;

    static {
        NativeLibraries.prepare();
    }

    private final String json;
    private final byte[][] bytes;
    private final int endOfText;
    private final HuggingFaceTokenizer encoder;

    private Tokenizer(String json, Path source) {
        this.json = json;
        TokenizerFile file = new TokenizerFile(json, source);
        List<String> tokens = file.tokens();
        endOfText = tokens.indexOf(END_OF_TEXT);
        if (endOfText < 0) {
            throw TokenizerFile.damaged(source, "it has no " + END_OF_TEXT);
        }
        bytes = new byte[tokens.size()][];
        Arrays.setAll(bytes, id -> ByteAlphabet.bytes(tokens.get(id)));
        encoder = encoder(file.encoderJson(), source);
    }

    /// The tokenizer of a checkpoint folder: `tokenizer.json`, else `vocab.json` and `merges.txt`,
    /// else the same two under OpenAI's names, `encoder.json` and `vocab.bpe`.
    ///
    /// Throws UserError when there is none, when it is damaged, or not of GPT-2's kind.
    public static Tokenizer load(Path checkpointFolder) {
        Path file = checkpointFolder.resolve(FILE);
        if (Files.isRegularFile(file)) {
            return new Tokenizer(TokenizerFile.read(file), file);
        }
        for (String name : List.of("vocab.json", "encoder.json")) {
            Path vocabulary = checkpointFolder.resolve(name);
            Path merges = checkpointFolder.resolve(String.valueOf(PAIRS.get(name)));
            if (Files.isRegularFile(vocabulary) && Files.isRegularFile(merges)) {
                return new Tokenizer(Vocabulary.read(vocabulary, merges).toJson(), vocabulary);
            }
        }
        throw new UserError(
                checkpointFolder
                        + " holds no tokenizer: no tokenizer.json, and no vocab.json with"
                        + " merges.txt.",
                "Name a checkpoint folder in Hugging Face's layout, with its tokenizer in it.");
    }

    /// The tokenizer that uses `vocabulary`.
    public static Tokenizer of(Vocabulary vocabulary) {
        return new Tokenizer(vocabulary.toJson(), Path.of(FILE));
    }

    private static HuggingFaceTokenizer encoder(String json, Path source) {
        requireLibrary();
        byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
        try {
            return HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(utf8), EXACTLY);
        } catch (IOException | RuntimeException refused) {
            throw TokenizerFile.damaged(source, "its merges do not fit its tokens", refused);
        }
    }

    private static void requireLibrary() {
        try {
            LibUtils.checkStatus();
        } catch (RuntimeException | LinkageError noLibrary) {
            throw new UserError(
                    "The tokenizer's native library cannot be loaded from "
                            + NativeLibraries.folder()
                            + ".",
                    "Make that folder writable, or choose another home folder with --home.",
                    noLibrary);
        }
    }

    /// The ids of `text`; none of them is special.
    public int[] encode(String text) {
        return ids(encoder.encode(wellFormed(text)));
    }

    /// The ids of each text. The same as [#encode] for each, and faster.
    public List<int[]> encodeAll(List<String> texts) {
        List<int[]> all = new ArrayList<>(texts.size());
        List<String> batch = new ArrayList<>();
        int characters = 0;
        for (String text : texts) {
            if (!batch.isEmpty() && characters + text.length() > BATCH_CHARACTERS) {
                encodeBatch(batch, all);
                batch.clear();
                characters = 0;
            }
            batch.add(wellFormed(text));
            characters += text.length();
        }
        encodeBatch(batch, all);
        return all;
    }

    private void encodeBatch(List<String> batch, List<int[]> all) {
        for (Encoding encoding : encoder.batchEncode(batch)) {
            all.add(ids(encoding));
        }
    }

    private static int[] ids(Encoding encoding) {
        return Arrays.stream(encoding.getIds()).mapToInt(Math::toIntExact).toArray();
    }

    private static String wellFormed(String text) {
        return text.chars().noneMatch(c -> Character.isSurrogate((char) c))
                ? text
                : text.codePoints()
                        .map(c -> c < 0x10000 && Character.isSurrogate((char) c) ? 0xFFFD : c)
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString();
    }

    /// The text of `ids`, special tokens as they are spelled. Bytes that are no UTF-8 become
    /// U+FFFD: the bytes of one emoji may be spread over several tokens.
    ///
    /// Throws IllegalArgumentException when an id is outside the vocabulary.
    public String decode(int... ids) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(ids.length * 4);
        for (int id : ids) {
            text.writeBytes(spelling(id));
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    /// The bytes of one token, which need not be whole characters.
    ///
    /// Throws IllegalArgumentException when `id` is outside the vocabulary.
    public byte[] bytes(int id) {
        return spelling(id).clone();
    }

    private byte[] spelling(int id) {
        if (id < 0 || id >= bytes.length) {
            throw new IllegalArgumentException(
                    "token " + id + " is outside the vocabulary of " + bytes.length);
        }
        return bytes[id];
    }

    /// How many tokens there are, special ones included; ids run from 0 to this, exclusive.
    public int vocabularySize() {
        return bytes.length;
    }

    /// The id that stands between conversations: 50256 in GPT-2's own vocabulary.
    public int endOfText() {
        return endOfText;
    }

    /// Writes `tokenizer.json` into a folder that exists: beside first, then renamed.
    ///
    /// Throws UserError when it cannot be written.
    public void saveTo(Path checkpointFolder) {
        Path file = checkpointFolder.resolve(FILE);
        Path beside = checkpointFolder.resolve(FILE + ".part");
        try {
            Files.writeString(beside, json);
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unwritable) {
            throw new UserError(
                    file + " cannot be written: " + unwritable.getMessage(),
                    "Make room on the disk, or make the folder writable.",
                    unwritable);
        }
    }

    /// Frees the native tokenizer.
    @Override
    public void close() {
        encoder.close();
    }
}
