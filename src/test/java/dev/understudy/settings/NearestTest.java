package dev.understudy.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> COMMANDS =
            List.of("import", "export", "train", "chat", "help");

    @Test
    void findsAWordWithALetterMissingAddedChangedOrSwapped() {
        assertThat(Nearest.to("imprt", COMMANDS)).containsExactly("import");
        assertThat(Nearest.to("trainn", COMMANDS)).containsExactly("train");
        assertThat(Nearest.to("chet", COMMANDS)).containsExactly("chat");
        assertThat(Nearest.to("hlep", COMMANDS)).containsExactly("help");
        assertThat(Nearest.to("TRAIN", COMMANDS)).containsExactly("train");
    }

    @Test
    void putsTheNearestFirst() {
        assertThat(Nearest.to("exports", List.of("imports", "export")))
                .containsExactly("export", "imports");
    }

    @Test
    void suggestsNothingForAnUnrelatedWord() {
        assertThat(Nearest.to("nonsense", COMMANDS)).isEmpty();
        assertThat(Nearest.to("x", COMMANDS)).isEmpty();
        assertThat(Nearest.to("", COMMANDS)).isEmpty();
    }
}
