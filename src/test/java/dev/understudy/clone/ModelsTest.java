package dev.understudy.clone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsTest {
    @TempDir private Path folder;
    private Models models;
    private Path first;
    private Path second;

    @BeforeEach
    void publishTwo() throws IOException {
        models = new Models(folder.resolve("friends"));
        first = models.publish(Files.createDirectory(folder.resolve("one")));
        second = models.publish(Files.createDirectory(folder.resolve("two")));
    }

    @Test
    void theLatestIsLive() {
        assertThat(models.versions()).containsExactly(first, second);
        assertThat(models.live()).contains(second);
    }

    @Test
    void anEarlierOneCanBePromotedAndBackAgain() {
        models.promote(first);
        assertThat(models.live()).contains(first);
        assertThat(models.versions()).containsExactly(first, second);
        models.promote(second);
        assertThat(models.live()).contains(second);
    }

    @Test
    void whatIsPublishedIsLiveWhateverWasPromoted() throws IOException {
        models.promote(first);
        Path third = models.publish(Files.createDirectory(folder.resolve("three")));
        assertThat(models.live()).contains(third);
    }

    @Test
    void theLatestSpeaksWhereThePromotedOneIsGone() throws IOException {
        models.promote(first);
        Files.delete(first);
        assertThat(models.live()).contains(second);
    }

    @Test
    void aPromotionThatCannotBeWrittenIsTold() throws IOException {
        Files.createDirectories(folder.resolve("friends/live.part/occupied"));
        assertThatThrownBy(() -> models.promote(first))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("cannot be written");
        assertThat(models.live()).contains(second);
    }

    @Test
    void withoutAnyNobodySpeaks() {
        assertThat(new Models(folder.resolve("nowhere")).live()).isEmpty();
    }
}
