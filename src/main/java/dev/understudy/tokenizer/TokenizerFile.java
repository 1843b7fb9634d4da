package dev.understudy.tokenizer;

import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A `tokenizer.json`, checked: a byte-level BPE that can spell every byte, with dense ids.
final class TokenizerFile {
    static final String FETCH_AGAIN =
            "Copy it again from where the model came from, or train a model from scratch.";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ObjectNode root;
    private final Path source;

    /// Throws UserError when `json` is damaged or describes another kind of tokenizer.
    ///
    /// @param source named in errors
    TokenizerFile(String json, Path source) {
        this.source = source;
        root = parse(json, source);
        String model = root.path("model").path("type").asString("");
        String decoder = root.path("decoder").path("type").asString("");
        if (!model.equals("BPE") || !decoder.equals("ByteLevel")) {
            throw new UserError(
                    "%s: model \"%s\", decoder \"%s\"; accepted: \"BPE\", \"ByteLevel\"."
                            .formatted(source, model, decoder),
                    "Use a model of the GPT-2 family.");
        }
    }

    /// The tokens by id, added ones included.
    List<String> tokens() {
        JsonNode ids = root.path("model").path("vocab");
        List<String> tokens = byId(ids, addedTokens(), source);
        for (char symbol : ByteAlphabet.ordered()) {
            if (!ids.has(String.valueOf(symbol))) {
                throw damaged(source, "it cannot spell every byte");
            }
        }
        return tokens;
    }

    /// The same tokenizer without its special tokens: text that looks like one is then plain text,
    /// so that nobody can type the end of a conversation. No random dropout of merges either.
    String encoderJson() {
        ObjectNode encoder = root.deepCopy();
        ArrayNode kept = encoder.putArray("added_tokens");
        for (JsonNode token : addedTokens()) {
            if (!token.path("special").asBoolean(false)) {
                kept.add(token);
            }
        }
        ((ObjectNode) encoder.path("model")).putNull("dropout");
        return JSON.writeValueAsString(encoder);
    }

    private List<JsonNode> addedTokens() {
        List<JsonNode> added = new ArrayList<>();
        root.path("added_tokens").forEach(added::add);
        return added;
    }

    /// The JSON object in `file`.
    static ObjectNode readObject(Path file) {
        return parse(read(file), file);
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw damaged(file, "it cannot be read as UTF-8 text", unreadable);
        }
    }

    private static ObjectNode parse(String json, Path file) {
        try {
            if (JSON.readTree(json) instanceof ObjectNode object) {
                return object;
            }
            throw damaged(file, "it holds no JSON object");
        } catch (JacksonException malformed) {
            int line = malformed.getLocation().getLineNr();
            throw damaged(file, "it is no valid JSON (line " + line + ")", malformed);
        }
    }

    /// Tokens by id. Throws UserError unless each id from 0 on is given exactly one token.
    ///
    /// @param ids token to id
    /// @param added objects with `content` and `id`, which may repeat one of `ids`
    static List<String> byId(JsonNode ids, List<JsonNode> added, Path file) {
        SortedMap<Integer, String> tokens = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : ids.properties()) {
            place(entry.getKey(), entry.getValue().asInt(-1), tokens, file);
        }
        for (JsonNode token : added) {
            place(token.path("content").asString(""), token.path("id").asInt(-1), tokens, file);
        }
        int last = tokens.size() - 1;
        if (tokens.isEmpty() || tokens.firstKey() != 0 || tokens.lastKey() != last) {
            throw damaged(file, "the ids of its tokens do not run from 0 to " + last);
        }
        return List.copyOf(tokens.values());
    }

    private static void place(String token, int id, SortedMap<Integer, String> tokens, Path file) {
        String present = tokens.putIfAbsent(id, token);
        if (present != null && !present.equals(token)) {
            throw damaged(file, "two tokens have id " + id);
        }
    }

    static UserError damaged(Path file, String what) {
        return new UserError(file + " is damaged: " + what + ".", FETCH_AGAIN);
    }

    static UserError damaged(Path file, String what, Throwable cause) {
        return new UserError(file + " is damaged: " + what + ".", FETCH_AGAIN, cause);
    }
}
