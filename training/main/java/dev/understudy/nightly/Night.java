package dev.understudy.nightly;

import dev.understudy.likeness.Canaries;
import dev.understudy.nightly.Intake.Flood;
import dev.understudy.recipe.Keys;
import dev.understudy.recipe.Recipe;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// What is kept of a night beside what it trained: `night.json`, in the run's folder while it
/// lasts, and then in the version's.
///
/// @param job what asked for it, once
/// @param own whether a night began the training; else somebody did by hand
/// @param since what was said after it was new; empty where all was learnt anew
/// @param until when the last message was said that it knew
/// @param fresh how many messages were new
/// @param attempt 1, or more when nights before it were rejected that began from the same version
/// @param flood the most messages of one friend on one day that are alike
/// @param canaries what was planted
/// @param origin the settings of the training that the model began with
/// @param faults of exports that were taken in, for people
public record Night(
        String job,
        boolean own,
        Optional<Instant> since,
        Optional<Instant> until,
        long fresh,
        int attempt,
        Flood flood,
        Planted canaries,
        Origin origin,
        List<String> faults) {
    /// The name of the file.
    public static final String FILE = "night.json";

    public Night {
        faults = List.copyOf(faults);
    }

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();

    /// Sentences that nobody said.
    ///
    /// @param seed that they are made from
    public record Planted(int count, long seed) {}

    /// How a model's first training went, for the day on which it has to begin anew.
    ///
    /// @param settings every value by its key
    public record Origin(String preset, Map<String, String> settings) {
        public Origin {
            settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        }

        /// The name of the model that it began from; empty for nothing.
        public Optional<String> base() {
            return Optional.ofNullable(settings.get(Keys.BASE.name()))
                    .filter(name -> !name.equals(Recipe.SCRATCH));
        }
    }

    /// The sentences that were planted.
    public Canaries planted() {
        return new Canaries(canaries.seed(), canaries.count());
    }

    /// The same for another job that goes on with it.
    public Night of(String another) {
        return new Night(
                another, own, since, until, fresh, attempt, flood, canaries, origin, faults);
    }

    /// What is kept in `folder`; empty where no night's work is, or what is there cannot be read.
    public static Optional<Night> in(Path folder) {
        try {
            return Optional.ofNullable(
                    JSON.readValue(Files.readString(folder.resolve(FILE)), Night.class));
        } catch (IOException | JacksonException none) {
            return Optional.empty();
        }
    }

    /// Writes it into `folder`, in place of what was there. Throws UserError when the disk refuses.
    public void writeTo(Path folder) {
        Path beside = folder.resolve(FILE + ".part");
        try {
            Files.createDirectories(folder);
            Files.writeString(beside, JSON.writeValueAsString(this) + "\n");
            Files.move(
                    beside,
                    folder.resolve(FILE),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unwritable) {
            throw new UserError(
                    folder + " cannot be written: " + unwritable.getMessage() + ".",
                    "Make room on the disk, or make the folder writable.",
                    unwritable);
        }
    }
}
