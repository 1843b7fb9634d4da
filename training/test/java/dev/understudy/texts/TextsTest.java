package dev.understudy.texts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextsTest {
    @TempDir Path folder;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    @Test
    void oneFileIsReadAsItIs() throws IOException {
        String text = "\n one \n\n two\n";
        assertThat(Texts.file(file("a.txt", text)).read()).containsExactly(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    ===   | a\\nb\\n===\\nc\\n===\\n\\n===\\n    | a\\nb,c
                    ''    | a\\nb\\n\\n \\nc                    | a\\nb,c
                    '\\n'  | a\\n\\n b \\n===                   | a,b,===
                    """)
    void aMarkerCutsAFileIntoDocuments(String marker, String text, String expected)
            throws IOException {
        Path file = file("a.txt", text.replace("\\n", "\n"));
        assertThat(new Texts(file, Optional.of(marker)).read())
                .containsExactly(expected.replace("\\n", "\n").split(","));
    }

    @Test
    void aFolderHoldsADocumentInEachFile() throws IOException {
        file("b.txt", "two\n");
        file("a.txt", "one\n");
        file(".hidden", "none");
        file("c.txt", "  \n");
        assertThat(Texts.file(folder).read()).containsExactly("one", "two");
    }

    @Test
    void whatHoldsNoTextIsRefused() throws IOException {
        assertThatThrownBy(() -> Texts.file(folder).read())
                .isInstanceOf(UserError.class)
                .hasMessageContaining("holds no text");
        assertThatThrownBy(() -> Texts.file(folder.resolve("gone.txt")).read())
                .isInstanceOf(UserError.class)
                .hasMessageContaining("gone.txt cannot be read as UTF-8 text");
        Path latin = folder.resolve("latin.txt");
        Files.write(latin, new byte[] {'c', 'a', 'f', (byte) 0xE9});
        assertThatThrownBy(() -> Texts.file(latin).read()).hasMessageContaining("latin.txt");
    }
}
