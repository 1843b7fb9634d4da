package dev.understudy.cast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.settings.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TelegramExportTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Friend ALICE = Cast.five().friend("alice").orElseThrow();

    @TempDir private Path folder;

    private List<String> written(Post.Content content, Optional<Long> replyTo) throws Exception {
        Post post = new Post(7, NOON, ALICE, content, replyTo, Optional.empty());
        List<String> properties = new ArrayList<>();
        messages(Stream.of(post))
                .get(0)
                .properties()
                .forEach(entry -> properties.add(entry.getKey() + " " + entry.getValue()));
        return properties;
    }

    private JsonNode messages(Stream<Post> posts) throws Exception {
        Path file = folder.resolve("result.json");
        TelegramExport.write(file, "Damp Socks", posts);
        return new JsonMapper().readTree(Files.readString(file)).get("messages");
    }

    @Test
    void writesAMessageAsTelegramDoes() throws Exception {
        assertThat(written(new Post.Text("hello \"you\" 🥖"), Optional.of(3L)))
                .containsExactly(
                        "id 7",
                        "type \"message\"",
                        "date \"2026-03-01T12:00:00\"",
                        "date_unixtime \"1772366400\"",
                        "from \"Alice\"",
                        "from_id \"user7000011\"",
                        "reply_to_message_id 3",
                        "text \"hello \\\"you\\\" 🥖\"",
                        "text_entities [{\"type\":\"plain\",\"text\":\"hello \\\"you\\\" 🥖\"}]");
    }

    @Test
    void writesMediaWithTheirOwnKeys() throws Exception {
        assertThat(written(new Post.Photo("look"), Optional.empty()))
                .contains("width 1280", "text \"look\"")
                .anyMatch(property -> property.startsWith("photo \"(File not included"));
        assertThat(written(new Post.Sticker("🔥"), Optional.empty()))
                .contains("media_type \"sticker\"", "sticker_emoji \"🔥\"", "text \"\"")
                .contains("text_entities []");
        assertThat(written(new Post.VoiceNote(9), Optional.empty()))
                .contains("media_type \"voice_message\"", "duration_seconds 9");
        assertThat(written(new Post.Forward("News", "rain"), Optional.empty()))
                .contains("forwarded_from \"News\"", "text \"rain\"");
    }

    @Test
    void writesServiceLinesWithAnActor() throws Exception {
        assertThat(written(new Post.Founded("Socks", List.of("Alice", "Bob")), Optional.empty()))
                .contains("type \"service\"", "actor \"Alice\"", "actor_id \"user7000011\"")
                .contains("action \"create_group\"", "members [\"Alice\",\"Bob\"]")
                .noneMatch(property -> property.startsWith("from"));
        assertThat(written(new Post.Renamed("Soup"), Optional.empty()))
                .contains("action \"edit_group_title\"", "title \"Soup\"");
        assertThat(written(new Post.Pinned(5), Optional.empty()))
                .contains("action \"pin_message\"", "message_id 5");
    }

    @Test
    void tellsWhenAMessageWasEdited() throws Exception {
        Post post =
                new Post(
                        7,
                        NOON,
                        ALICE,
                        new Post.Text("hm"),
                        Optional.empty(),
                        Optional.of(NOON.plusSeconds(20)));
        JsonNode message = messages(Stream.of(post)).get(0);
        assertThat(message.get("edited").asString()).isEqualTo("2026-03-01T12:00:20");
        assertThat(message.get("edited_unixtime").asString()).isEqualTo("1772366420");
    }

    @Test
    void namesTheGroupAndKeepsEveryPost() throws Exception {
        List<Post> posts = ChatGenerator.demo().posts(60).toList();
        assertThat(messages(posts.stream())).hasSize(posts.size());
        JsonNode root = new JsonMapper().readTree(Files.readString(folder.resolve("result.json")));
        assertThat(root.get("name").asString()).isEqualTo("Damp Socks");
        assertThat(root.get("type").asString()).isEqualTo("private_supergroup");
        assertThat(root.get("id").isIntegralNumber()).isTrue();
    }

    @Test
    void sameSeedGivesTheSameBytes() throws Exception {
        assertThat(hash("again.json")).isEqualTo(hash("once.json"));
    }

    private String hash(String name) throws Exception {
        Path file = folder.resolve(name);
        TelegramExport.write(file, "Damp Socks", ChatGenerator.demo().posts(90));
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        return HexFormat.of().formatHex(digest);
    }

    @Test
    void leavesOnlyWholeFiles() throws Exception {
        Path file = folder.resolve("result.json");
        Files.writeString(file, "precious");
        Stream<Post> broken =
                ChatGenerator.demo()
                        .posts(2)
                        .peek(
                                post -> {
                                    if (post.id() > 1_000) {
                                        throw new IllegalStateException("power cut");
                                    }
                                });
        assertThatThrownBy(() -> TelegramExport.write(file, "Damp Socks", broken))
                .hasMessage("power cut");
        assertThat(file).hasContent("precious");
    }

    @Test
    void saysWhereItCannotWrite() {
        Path nowhere = folder.resolve("missing").resolve("result.json");
        assertThatThrownBy(() -> TelegramExport.write(nowhere, "Damp Socks", Stream.of()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(nowhere.toString());
    }
}
