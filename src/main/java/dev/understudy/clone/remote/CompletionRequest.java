package dev.understudy.clone.remote;

import dev.understudy.sampling.Cut;
import dev.understudy.sampling.Penalties;
import dev.understudy.sampling.Sampling;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a server is asked for: how a text of token ids goes on. The same values give the same
/// bytes.
///
/// What OpenAI, vLLM and llama.cpp's server agree on is always said, as their defaults differ:
/// llama.cpp's keep 40 tokens and leave out those a twentieth as likely as the likeliest. What only
/// one of them knows is said where it matters. Nobody offers [Penalties#noRepeat].
///
/// Source: `CompletionRequest` of vLLM's `entrypoints/openai/completion/protocol.py`, and
/// `params_from_json_cmpl` of llama.cpp's `tools/server/server-task.cpp`.
///
/// @param model its name on the server
/// @param ids of the text's tokens
/// @param maxTokens to write
/// @param sampling how; its own seed is not used
/// @param seed from 0: llama.cpp's has 32 bits
@SuppressWarnings("ArrayRecordComponent") // never compared
record CompletionRequest(String model, int[] ids, int maxTokens, Sampling sampling, int seed) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /// A reply ends at a blank line. The server stops there by itself; any other end is ours.
    private static final String END_OF_TURN = "\n\n";

    /// As little as OpenAI's API allows: such a token is said when there is hardly another.
    private static final double BANNED = -100;

    /// The order of [Sampling], in llama.cpp's words; by itself it would take temperature last.
    private static final List<String> ORDER =
            List.of("penalties", "temperature", "top_k", "top_p", "min_p", "typ_p");

    /// The body of the request.
    byte[] json() {
        Cut cut = sampling.cut();
        Penalties penalties = sampling.penalties();
        ObjectNode body = JSON.createObjectNode();
        body.put("model", model);
        ArrayNode prompt = body.putArray("prompt");
        for (int id : ids) {
            prompt.add(id);
        }
        body.put("max_tokens", maxTokens);
        body.put("stream", true);
        body.putArray("stop").add(END_OF_TURN);
        body.put("seed", seed);
        body.put("temperature", sampling.temperature());
        body.put("top_p", cut.topP());
        body.put("top_k", cut.topK() == 0 ? -1 : cut.topK());
        body.put("min_p", cut.minP());
        body.put("presence_penalty", penalties.presence());
        body.put("frequency_penalty", penalties.frequency());
        body.put("repetition_penalty", penalties.repetition());
        addRest(body);
        return JSON.writeValueAsBytes(body);
    }

    private void addRest(ObjectNode body) {
        if (sampling.cut().typicalP() < 1) {
            body.put("typical_p", sampling.cut().typicalP());
        }
        if (sampling.penalties().repetition() != 1) {
            body.put("repeat_penalty", sampling.penalties().repetition());
        }
        if (!sampling.penalties().equals(Penalties.NONE)) {
            body.put("repeat_last_n", -1);
        }
        if (sampling.temperature() != 0 && sampling.temperature() != 1) {
            ORDER.forEach(body.putArray("samplers")::add);
        }
        Map<Integer, Double> bias = new TreeMap<>(sampling.bias().favoured());
        sampling.bias().banned().forEach(id -> bias.put(id, BANNED));
        if (!bias.isEmpty()) {
            ObjectNode scores = body.putObject("logit_bias");
            bias.forEach((id, score) -> scores.put(Integer.toString(id), score));
        }
    }
}
