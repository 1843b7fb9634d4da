package dev.understudy.imports.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.understudy.chat.Message;
import dev.understudy.imports.Collected;
import dev.understudy.imports.Fixture;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class TextReaderTest {
    private static final Path POEMS = Fixture.file("text/poems.txt");

    private static TextReader reader(Optional<String> splitAt) {
        return new TextReader(Optional.of("Ann"), splitAt);
    }

    @Example
    void aFileCutAtAMarkerGivesItsDocuments() {
        assertThat(Collected.from(reader(Optional.of("%%")), POEMS).golden())
                .isEqualTo(Fixture.text("text/golden.txt"));
    }

    @Example
    void aFileIsOneDocumentOrEachOfItsLines() throws IOException {
        assertThat(Collected.from(reader(Optional.empty()), POEMS).texts())
                .containsExactly(Files.readString(POEMS).strip());
        assertThat(Collected.from(reader(Optional.of("\\n")), POEMS).texts())
                .startsWith("Roses are red,", "violets are blue.", "One more stanza.", "%%")
                .hasSize(10);
        assertThat(Collected.from(reader(Optional.of("")), POEMS).texts()).hasSize(3);
    }

    @Example
    void eachDocumentIsAChannelOfItsOwn() {
        assertThat(Collected.from(reader(Optional.of("%%")), POEMS).messages)
                .extracting(message -> message.channel().id())
                .doesNotHaveDuplicates()
                .hasSize(3);
    }

    @Example
    void theAuthorHasToBeNamed() {
        TextReader nobodys = new TextReader(Optional.empty(), Optional.empty());
        UserError refusal =
                catchThrowableOfType(
                        UserError.class, () -> Collected.from(nobodys, POEMS).golden());
        assertThat(refusal.problem()).isEqualTo(POEMS + " does not tell who wrote it.");
        assertThat(refusal.remedy()).contains("--owner");
    }

    @Property(tries = 300, seed = "2026")
    void anyBytesGiveDocumentsOrARefusal(@ForAll byte[] bytes) throws IOException {
        Path file = Files.createTempFile("broken", ".txt");
        try {
            Files.write(file, bytes);
            Collected read = new Collected();
            try {
                reader(Optional.of("")).read(Collected.export(file), read);
            } catch (UserError damaged) {
                assertThat(damaged.problem()).startsWith(file + ":").contains("is not UTF-8");
            }
            List<String> texts = read.messages.stream().map(Message::text).toList();
            assertThat(texts).noneMatch(String::isBlank);
        } finally {
            Files.delete(file);
        }
    }
}
