package dev.understudy.tokenizer;

import dev.understudy.settings.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What a byte-level BPE has learned: its tokens and the merges that make them.
///
/// @param tokens by id, spelled in the [ByteAlphabet]; one of them is [Tokenizer#END_OF_TEXT]
/// @param merges in the order they apply, each two tokens with one space between them
public record Vocabulary(List<String> tokens, List<String> merges) {
    private static final JsonMapper JSON = JsonMapper.shared();

    public Vocabulary {
        tokens = List.copyOf(tokens);
        merges = List.copyOf(merges);
        if (!tokens.contains(Tokenizer.END_OF_TEXT)) {
            throw new IllegalArgumentException("a vocabulary needs " + Tokenizer.END_OF_TEXT);
        }
    }

    /// The vocabulary in OpenAI's two files: token to id as JSON, and one merge on each line.
    ///
    /// Throws UserError when either is damaged.
    static Vocabulary read(Path vocabulary, Path merges) {
        JsonNode ids = TokenizerFile.readObject(vocabulary);
        List<String> tokens = TokenizerFile.byId(ids, List.of(), vocabulary);
        if (!tokens.contains(Tokenizer.END_OF_TEXT)) {
            throw TokenizerFile.damaged(vocabulary, "it has no " + Tokenizer.END_OF_TEXT);
        }
        return new Vocabulary(tokens, readMerges(merges));
    }

    /// Only the first line may be a comment: `#` is a symbol like any other in those below it.
    private static List<String> readMerges(Path file) {
        List<String> merges = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (line.isEmpty() || (number == 1 && line.startsWith("#version"))) {
                    continue;
                }
                if (line.split(" ", -1).length != 2) {
                    throw new UserError(
                            file + ":" + number + ": a merge is two tokens and one space between.",
                            TokenizerFile.FETCH_AGAIN);
                }
                merges.add(line);
            }
        } catch (IOException unreadable) {
            throw TokenizerFile.damaged(file, "it cannot be read as UTF-8 text", unreadable);
        }
        return merges;
    }

    /// The same as `tokenizer.json`, the form that Hugging Face's tokenizers load: GPT-2's
    /// pre-tokenizer, no prefix space, and the end of text as the one special token.
    ///
    /// Equal vocabularies give equal bytes.
    public String toJson() {
        ObjectNode root = JSON.createObjectNode();
        root.put("version", "1.0").putNull("truncation").putNull("padding");
        root.putArray("added_tokens").add(endOfText());
        root.putNull("normalizer");
        root.set("pre_tokenizer", byteLevel());
        root.putNull("post_processor");
        root.set("decoder", byteLevel());
        root.set("model", model());
        return JSON.writeValueAsString(root);
    }

    private ObjectNode endOfText() {
        return JSON.createObjectNode()
                .put("id", tokens.indexOf(Tokenizer.END_OF_TEXT))
                .put("content", Tokenizer.END_OF_TEXT)
                .put("single_word", false)
                .put("lstrip", false)
                .put("rstrip", false)
                .put("normalized", false)
                .put("special", true);
    }

    private static ObjectNode byteLevel() {
        return JSON.createObjectNode()
                .put("type", "ByteLevel")
                .put("add_prefix_space", false)
                .put("trim_offsets", true)
                .put("use_regex", true);
    }

    private ObjectNode model() {
        ObjectNode model = JSON.createObjectNode();
        model.put("type", "BPE").putNull("dropout").putNull("unk_token");
        model.putNull("continuing_subword_prefix").putNull("end_of_word_suffix");
        model.put("fuse_unk", false).put("byte_fallback", false).put("ignore_merges", false);
        ObjectNode ids = model.putObject("vocab");
        for (int id = 0; id < tokens.size(); id++) {
            ids.put(tokens.get(id), id);
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode(merges.size());
        merges.forEach(list::add);
        model.set("merges", list);
        return model;
    }
}
