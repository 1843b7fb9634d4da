package dev.understudy.cli.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cast.Cast;
import dev.understudy.cast.ChatGenerator;
import dev.understudy.cast.Post;
import dev.understudy.cast.TelegramExport;
import dev.understudy.cli.Folders;
import dev.understudy.cli.Invocation;
import dev.understudy.clone.Models;
import dev.understudy.configuration.ConfigurationFile;
import dev.understudy.settings.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A data folder with five invented friends, whose toy of a model learns in seconds and passes
/// every gate that is not about floods.
///
/// @param home may keep its models apart
public record ToyNights(Home home) {
    /// How many days of chat the model learnt first.
    public static final int DAYS = 20;

    private static final LocalDate FIRST = LocalDate.of(2026, 5, 1);
    private static final ChatGenerator CHAT = new ChatGenerator(Cast.five(), 7, FIRST);

    private static final String SETTINGS =
            """
            nightly:
              watch: {friends: exports}
              new-messages: 20
              learning-rate: 1e-4
            gates: {empty: 100%, repetition: 100%, copies: 100%, canaries: 100%, over-chance: 0,
                attribution-margin: 100%, loss-margin: 50%, friend-loss-margin: 50%}
            """;

    /// Writes the settings, `more` among them.
    public void open(String more) throws IOException {
        Files.createDirectories(exports());
        Files.writeString(home.folder().resolve(ConfigurationFile.NAME), SETTINGS + more);
    }

    /// The same in another folder.
    ToyNights copyTo(Path target) throws IOException {
        Folders.copy(home.folder(), target);
        Files.createDirectories(target.resolve("exports"));
        return new ToyNights(new Home(target));
    }

    /// The folder that is watched.
    public Path exports() {
        return home.folder().resolve("exports");
    }

    /// Imports the first days, and trains on them.
    public void train() {
        Path history = home.folder().resolve("history.json");
        TelegramExport.write(history, "Friends", days(0, DAYS));
        done("import", history.toString());
        done(
                "train",
                "--layers=1",
                "--heads=2",
                "--width=32",
                "--block=32",
                "--batch=8",
                "--vocabulary=400",
                "--steps=60",
                "--validation-share=10%");
    }

    /// What is said from one day to before another.
    public static Stream<Post> days(int from, int to) {
        return FIRST.plusDays(from)
                .datesUntil(FIRST.plusDays(to))
                .flatMap(day -> CHAT.postsOn(day).stream());
    }

    /// Puts an export into the watched folder.
    public Path exports(int day, Stream<Post> posts) {
        Path export = exports().resolve("day%d.json".formatted(day));
        TelegramExport.write(export, "Friends", posts);
        return export;
    }

    /// `arguments` with the circle and the folders.
    public String[] inCircle(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(
                List.of(
                        "--circle",
                        "friends",
                        "--home",
                        home.folder().toString(),
                        "--store",
                        home.store().toString()));
        return all.toArray(String[]::new);
    }

    /// Runs a command line that must succeed.
    public Invocation done(String... arguments) {
        Invocation done = Invocation.of(inCircle(arguments));
        assertThat(done.exitCode()).as(done.err()).isZero();
        return done;
    }

    /// The versions of the model.
    public Models models() {
        return new Models(home.model("friends"));
    }

    /// The number of the live one.
    public Optional<String> live() {
        return models().live().map(version -> "" + version.getFileName());
    }
}
