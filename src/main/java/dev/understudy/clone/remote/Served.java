package dev.understudy.clone.remote;

import dev.understudy.clone.remote.RemoteFailure.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The models that a server serves.
///
/// @param lengths by name, how many tokens each reads and writes at once; 0 where that is not told
record Served(Map<String, Integer> lengths) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LARGEST = 1 << 20;
    private static final int SHOWN = 5;

    /// Names that can be repeated to people.
    private static final Pattern NAME = Pattern.compile("[\\w@.:/+-]{1,80}");

    /// Reads the answer to `GET /models`. Throws RemoteFailure when it is none.
    static Served read(Exchange exchange) {
        Map<String, Integer> lengths = new TreeMap<>();
        try {
            JsonNode models = JSON.readTree(all(exchange)).path("data");
            if (!models.isArray()) {
                throw nonsense();
            }
            for (JsonNode model : models) {
                String name = model.path("id").asString("");
                lengths.put(name, model.path("max_model_len").asInt(0));
            }
        } catch (JacksonException malformed) { // it quotes what it could not read
            throw nonsense();
        }
        return new Served(lengths);
    }

    private static RemoteFailure nonsense() {
        return RemoteFailure.of(Kind.NONSENSE, "does not tell what it serves");
    }

    private static byte[] all(Exchange exchange) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        List<ByteBuffer> more = exchange.more();
        while (!more.isEmpty()) {
            for (ByteBuffer bytes : more) {
                byte[] copy = new byte[bytes.remaining()];
                bytes.get(copy);
                whole.writeBytes(copy);
            }
            if (whole.size() > LARGEST) {
                throw nonsense();
            }
            more = exchange.more();
        }
        return whole.toByteArray();
    }

    /// Throws RemoteFailure when `model` is no longer among them. Names no other model: that may be
    /// another circle's.
    void requireStill(String model) {
        if (!lengths.containsKey(model)) {
            throw RemoteFailure.of(Kind.OTHER_MODEL, "no longer serves " + model);
        }
    }

    /// Throws RemoteFailure, for the operator, when `model` is not among them, or reads less at
    /// once than `contextLength` tokens.
    ///
    /// @param remedy how to serve it
    void require(String model, int contextLength, String remedy) {
        if (!lengths.containsKey(model)) {
            throw RemoteFailure.of(
                    Kind.OTHER_MODEL, "serves %s, not %s".formatted(names(), model), remedy);
        }
        int length = lengths.getOrDefault(model, 0);
        if (length > 0 && length < contextLength) {
            throw RemoteFailure.of(
                    Kind.OTHER_MODEL,
                    "reads %d tokens of %s at once, and %d are needed"
                            .formatted(length, model, contextLength),
                    remedy);
        }
    }

    private String names() {
        List<String> known =
                lengths.keySet().stream().filter(name -> NAME.matcher(name).matches()).toList();
        String shown = known.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return known.isEmpty() ? "nothing" : known.size() > SHOWN ? shown + " and more" : shown;
    }
}
