package dev.understudy.clone.remote;

import dev.understudy.clone.remote.RemoteFailure.Kind;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What one event of an answer says.
///
/// @param text that comes next; may be empty, where the server holds something back
/// @param last whether nothing comes after it
record Chunk(String text, boolean last) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /// A stop text or the end of text came; there were as many tokens as were asked for.
    private static final Set<String> ENDINGS = Set.of("stop", "length");

    /// Reads `event`. Throws RemoteFailure when it is not part of a completion, or of another
    /// model's than `request` asks for.
    static Chunk read(String event, CompletionRequest request) {
        JsonNode whole = json(event);
        requireNoError(whole);
        JsonNode model = whole.path("model");
        if (!model.isString()) {
            throw RemoteFailure.of(Kind.NONSENSE, "does not say which model answers");
        }
        if (!model.stringValue().equals(request.model())) {
            throw RemoteFailure.of(
                    Kind.OTHER_MODEL, "answers with another model than " + request.model());
        }
        int used = whole.path("usage").path("completion_tokens").asInt(0);
        if (used > request.maxTokens()) {
            throw RemoteFailure.of(Kind.NONSENSE, "says more than it was asked for");
        }
        JsonNode choices = whole.path("choices");
        if (choices.isArray() && choices.isEmpty() && whole.path("usage").isObject()) {
            return new Chunk("", false);
        }
        JsonNode text = choices.path(0).path("text");
        JsonNode ending = choices.path(0).path("finish_reason");
        if (!choices.isArray() || choices.size() != 1 || !text.isString()) {
            throw RemoteFailure.of(Kind.NONSENSE, "sends events without a text");
        }
        if (ending.isMissingNode() || ending.isNull()) {
            return new Chunk(text.stringValue(), false);
        }
        if (!ending.isString() || !ENDINGS.contains(ending.stringValue())) {
            throw RemoteFailure.of(Kind.BROKEN, "broke off the reply");
        }
        return new Chunk(text.stringValue(), true);
    }

    private static JsonNode json(String event) {
        try {
            JsonNode whole = JSON.readTree(event);
            if (whole.isObject()) {
                return whole;
            }
        } catch (JacksonException malformed) { // it quotes what it could not read
            throw RemoteFailure.of(Kind.NONSENSE, "sends events that are no JSON");
        }
        throw RemoteFailure.of(Kind.NONSENSE, "sends events that are no JSON object");
    }

    private static void requireNoError(JsonNode whole) {
        JsonNode error = whole.path("error");
        boolean reported = error.isObject() || error.isString();
        boolean isOne = whole.path("object").asString("").equals("error") || whole.has("message");
        if (reported || isOne) {
            int code = (reported ? error : whole).path("code").asInt(0);
            String number = code >= 100 && code < 600 ? " " + code : "";
            throw RemoteFailure.of(Kind.REFUSED, "reports the error" + number + " in its answer");
        }
    }
}
