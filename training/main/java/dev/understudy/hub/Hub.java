package dev.understudy.hub;

import dev.understudy.hub.transfer.Checksum;
import dev.understudy.hub.transfer.Line;
import dev.understudy.hub.transfer.RemoteFile;
import dev.understudy.hub.transfer.Token;
import dev.understudy.hub.transfer.TransferFailure;
import dev.understudy.hub.transfer.Watch;
import dev.understudy.settings.UserError;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A server that speaks the protocol of huggingface.co: which commit a revision is, which files it
/// has, and where each of them lies.
///
/// @param base without a slash at its end
public record Hub(URI base, Line line) {
    /// The one that everybody uses.
    public static final String STANDARD = "https://huggingface.co";

    private static final int MOST_PAGES = 100;

    /// The address in `given`. Throws UserError when it is no web address.
    ///
    /// @param setting that it was given with, for the error
    public static URI address(String given, String setting) {
        try {
            URI address = URI.create(given.strip().replaceFirst("/+$", ""));
            String scheme = String.valueOf(address.getScheme());
            boolean web = scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https");
            if (web && address.getHost() != null && address.getUserInfo() == null) {
                return address;
            }
        } catch (IllegalArgumentException malformed) {
            throw noAddress(given, setting);
        }
        throw noAddress(given, setting);
    }

    private static UserError noAddress(String given, String setting) {
        String shown = given.contains("@") ? "what it is" : "\"" + given + "\"";
        return new UserError(
                setting + " is " + shown + "; accepted: a web address.",
                "Write it as in " + STANDARD + ".");
    }

    /// The token in `environment` for the hub at `base`, and for no other server.
    public static Optional<Token> token(URI base, Map<String, String> environment) {
        return Optional.ofNullable(environment.get("HF_TOKEN"))
                .filter(secret -> !secret.isBlank())
                .map(secret -> new Token(base, secret));
    }

    /// The commit that the model's revision is at this moment.
    ///
    /// Throws TransferFailure when the hub does not say, UserError when it is no hub.
    String commit(ModelName model, Watch watch) throws TransferFailure {
        URI question =
                at("/api/models/" + model.repository() + "/revision/" + quoted(model.revision()));
        String commit = json(line.read(question, watch), question).path("sha").asString("");
        if (!commit.matches("[0-9a-f]{40}")) {
            throw noHub(question);
        }
        return commit;
    }

    /// The files at the top of the repository, by name. Throws as [#commit], and UserError when one
    /// of all its files would lie outside of the folder that they are fetched into.
    SortedMap<String, RemoteFile> files(ModelName model, String commit, Watch watch)
            throws TransferFailure {
        SortedMap<String, RemoteFile> files = new TreeMap<>();
        Optional<URI> next =
                Optional.of(
                        at(
                                "/api/models/%s/tree/%s?recursive=true"
                                        .formatted(model.repository(), commit)));
        for (int page = 0; page < MOST_PAGES && next.isPresent(); page++) {
            URI question = next.get();
            Line.Page answer = line.read(question, watch);
            JsonNode entries = json(answer, question);
            if (!entries.isArray()) {
                throw noHub(question);
            }
            for (JsonNode entry : entries) {
                String path = entry.path("path").asString("");
                requireInside(path, model);
                if (entry.path("type").asString("").equals("file") && !path.contains("/")) {
                    files.put(path, file(entry, path, fileAddress(model, commit, path), question));
                }
            }
            next = answer.next();
        }
        return files;
    }

    private static void requireInside(String path, ModelName model) {
        boolean outside =
                path.isEmpty()
                        || path.startsWith("/")
                        || path.contains("\\")
                        || path.contains(":")
                        || path.chars().anyMatch(Character::isISOControl)
                        || ("/" + path + "/").contains("/../");
        if (outside) {
            throw new UserError(
                    "The hub lists a file of "
                            + model
                            + " that would lie outside of its folder: "
                            + path.replaceAll("\\p{Cntrl}", "?")
                            + ".",
                    "Do not use this repository; choose the original, as in understudy pull gpt2.");
        }
    }

    private RemoteFile file(JsonNode entry, String path, URI address, URI question) {
        JsonNode large = entry.path("lfs");
        try {
            return large.isObject()
                    ? new RemoteFile(
                            address,
                            path,
                            large.path("size").asLong(-1),
                            Checksum.sha256(
                                    large.path("oid").asString("").replaceFirst("^sha256:", "")))
                    : new RemoteFile(
                            address,
                            path,
                            entry.path("size").asLong(-1),
                            Checksum.gitBlob(entry.path("oid").asString("")));
        } catch (IllegalArgumentException incomplete) {
            throw noHub(question);
        }
    }

    private URI fileAddress(ModelName model, String commit, String path) {
        return at("/" + model.repository() + "/resolve/" + commit + "/" + quoted(path));
    }

    /// Where people look at the model.
    String page(ModelName model) {
        return base + "/" + model.repository();
    }

    private URI at(String path) {
        return URI.create(base + path);
    }

    /// A part of a path as an address spells it.
    private static String quoted(String part) {
        StringBuilder quoted = new StringBuilder();
        for (byte octet : part.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (octet & 0xFF);
            boolean plain =
                    character < 0x80
                            && (Character.isLetterOrDigit(character)
                                    || "-._~".indexOf(character) >= 0);
            quoted.append(plain ? String.valueOf(character) : "%%%02X".formatted(octet & 0xFF));
        }
        return quoted.toString();
    }

    private static JsonNode json(Line.Page answer, URI question) {
        try {
            return JsonMapper.shared().readTree(answer.content());
        } catch (JacksonException malformed) {
            throw noHub(question);
        }
    }

    private static UserError noHub(URI question) {
        return new UserError(
                question.getHost() + " does not answer " + question.getPath() + " as a hub does.",
                "Check --hub and HF_ENDPOINT; a network's login page may be in the way, too.");
    }
}
