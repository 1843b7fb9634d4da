package dev.understudy.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class LiveConfigurationTest {
    @TempDir Path folder;
    private final Said said = new Said();

    /// What is logged, in order.
    private static final class Said extends AppenderBase<ILoggingEvent> {
        private final BlockingQueue<ILoggingEvent> events = new LinkedBlockingQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            events.add(event);
        }

        List<String> warnings() {
            return events.stream()
                    .filter(event -> event.getLevel() == Level.WARN)
                    .map(ILoggingEvent::getFormattedMessage)
                    .toList();
        }
    }

    @BeforeEach
    void listen() {
        said.start();
        log().addAppender(said);
    }

    @AfterEach
    void stopListening() {
        log().detachAppender(said);
    }

    private static Logger log() {
        return (Logger) LoggerFactory.getLogger(LiveConfiguration.class);
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(folder.resolve("understudy.yml"), yaml);
    }

    private LiveConfiguration open(String yaml) throws IOException {
        return LiveConfiguration.open(new ConfigurationFile(write(yaml)));
    }

    /// Two looks: the first sees a change, the second that it is whole.
    private static void settle(LiveConfiguration live) {
        live.look();
        live.look();
    }

    @Test
    void mannersAndBudgetsFollowTheFile() throws IOException {
        try (LiveConfiguration live = open("manners:\n  pace: 1\n")) {
            write("manners:\n  pace: 0\n  blocked-words: [cheese]\nbudgets:\n  scene-turns: 2\n");
            settle(live);
            assertThat(live.manners().pace()).isZero();
            assertThat(live.manners().blockedWords()).containsExactly("cheese");
            assertThat(live.budgets().sceneTurns()).isEqualTo(2);
            write("");
            settle(live);
            assertThat(live.current()).isEqualTo(Configuration.DEFAULT);
            assertThat(said.warnings()).isEmpty();
        }
    }

    @Test
    void aFileThatIsBeingWrittenIsLeftAlone() throws IOException {
        try (LiveConfiguration live = open("manners:\n  pace: 0\n")) {
            write("");
            live.look();
            assertThat(live.manners().pace()).isZero();
            write("manners:\n  pace: 0\n  temperature: 1\n");
            live.look();
            assertThat(live.manners().temperature()).isEqualTo(0.8);
            live.look();
            assertThat(live.manners().pace()).isZero();
            assertThat(live.manners().temperature()).isEqualTo(1);
        }
    }

    @Test
    void aBrokenEditKeepsTheOldAndIsSaidOnceWithItsLine() throws IOException {
        try (LiveConfiguration live = open("manners:\n  pace: 0\n")) {
            write("manners:\n  pace: 0\n  temprature: 1\n");
            settle(live);
            settle(live);
            assertThat(live.manners().pace()).isZero();
            assertThat(said.warnings())
                    .singleElement()
                    .asString()
                    .contains("understudy.yml:3: there is no setting manners.temprature.")
                    .contains("Did you mean temperature?");
            write("manners:\n  pace: 0\n  temperature: 1\n");
            settle(live);
            assertThat(live.manners().temperature()).isEqualTo(1);
            assertThat(said.warnings()).hasSize(1);
        }
    }

    @Test
    void aFileThatIsGoneChangesNothingAndIsSaidOnce() throws IOException {
        try (LiveConfiguration live = open("manners:\n  pace: 0\n")) {
            Files.delete(folder.resolve("understudy.yml"));
            settle(live);
            settle(live);
            assertThat(live.manners().pace()).isZero();
            assertThat(said.warnings()).singleElement().asString().contains("There is no file");
            write("manners:\n  pace: 2\n");
            settle(live);
            assertThat(live.manners().pace()).isEqualTo(2);
        }
    }

    @Test
    void whatNeedsARestartIsNamedAndStaysAsItWas() throws IOException {
        String start =
                """
                circles:
                  chess:
                    telegram: [-1]
                  friends:
                    discord: [1]
                """;
        try (LiveConfiguration live = open(start)) {
            Configuration before = live.current();
            write(
                    """
                    platforms:
                      discord:
                        enabled: no
                    circles:
                      friends:
                        discord: [2]
                      hikers:
                    operators: [discord:7]
                    manners:
                      pace: 3
                    """);
            settle(live);
            assertThat(live.manners().pace()).isEqualTo(3);
            assertThat(live.current().circles()).isEqualTo(before.circles());
            assertThat(live.current().operators()).isEmpty();
            assertThat(live.current().platforms()).isEqualTo(before.platforms());
            assertThat(said.warnings())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "platforms.discord, circles.friends, circles.hikers, circles.chess,"
                                    + " operators changed in ");
            write(start);
            settle(live);
            assertThat(said.warnings()).hasSize(1);
        }
    }

    @Test
    void itLooksByItself() throws IOException, InterruptedException {
        try (LiveConfiguration live = open("")) {
            live.follow(Duration.ofMillis(10));
            write("manners:\n  pace: 0\n");
            assertThat(said.events.poll(20, TimeUnit.SECONDS)).isNotNull();
            assertThat(live.manners().pace()).isZero();
        }
    }

    @Test
    void aFileThatIsWrongAtTheStartIsRefused() {
        assertThatThrownBy(() -> open("pace: 0"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("understudy.yml:1: there is no setting pace.");
    }
}
