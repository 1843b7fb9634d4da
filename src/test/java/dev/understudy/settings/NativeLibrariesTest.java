package dev.understudy.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NativeLibrariesTest {
    private static final List<String> KEYS =
            List.of(
                    "DJL_CACHE_DIR",
                    "ENGINE_CACHE_DIR",
                    "ai.djl.offline",
                    "OPT_OUT_TRACKING",
                    NativeLibraries.FOLDER);

    private List<String> before = List.of();

    @BeforeEach
    void forgetSettings() {
        before = KEYS.stream().map(key -> System.getProperty(key, "")).toList();
        KEYS.forEach(System::clearProperty);
    }

    @AfterEach
    void restoreSettings() {
        for (int i = 0; i < KEYS.size(); i++) {
            if (before.get(i).isEmpty()) {
                System.clearProperty(KEYS.get(i));
            } else {
                System.setProperty(KEYS.get(i), before.get(i));
            }
        }
    }

    @Test
    void staysOfflineAndUnpacksIntoTheGivenFolder() {
        System.setProperty(NativeLibraries.FOLDER, "/somewhere/engine");
        NativeLibraries.prepare();
        assertThat(System.getProperty("DJL_CACHE_DIR")).isEqualTo("/somewhere/engine");
        assertThat(System.getProperty("ENGINE_CACHE_DIR")).isEqualTo("/somewhere/engine");
        assertThat(System.getProperty("ai.djl.offline")).isEqualTo("true");
        assertThat(System.getProperty("OPT_OUT_TRACKING")).isEqualTo("true");
    }

    @Test
    void unpacksIntoTheHomeFolderByDefault() {
        NativeLibraries.prepare();
        assertThat(System.getProperty("ENGINE_CACHE_DIR"))
                .isEqualTo(new Home(Home.defaultFolder()).engine().toString());
    }

    @Test
    void keepsWhatWasSetByHand() {
        System.setProperty("ai.djl.offline", "false");
        NativeLibraries.prepare();
        NativeLibraries.prepare();
        assertThat(System.getProperty("ai.djl.offline")).isEqualTo("false");
    }
}
