package dev.understudy.cli.doctor;

import dev.understudy.archive.Archive;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Platform;
import dev.understudy.cli.serving.VoiceLoader;
import dev.understudy.cli.storage.Records;
import dev.understudy.clone.voice.RemoteSettings;
import dev.understudy.configuration.Configuration;
import dev.understudy.configuration.ConfigurationFile;
import dev.understudy.configuration.Platforms.Use;
import dev.understudy.configuration.Tokens;
import dev.understudy.configuration.access.SecretFile;
import dev.understudy.configuration.access.Token;
import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import dev.understudy.stage.door.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Looks at everything that the bots need, and changes nothing. One thread.
///
/// @param environment variables by name
/// @param examinations how to ask the platforms that can be asked
record Checkup(
        Home home,
        ConfigurationFile file,
        Map<String, String> environment,
        Map<Platform, Examination> examinations) {
    private static final List<Platform> PLATFORMS = List.of(Platform.DISCORD, Platform.TELEGRAM);

    /// Room for a night's training of a small model, the log and a day's messages.
    private static final long NEEDED_BYTES = 2_000_000_000;

    private static final String ARCHIVE = "archive";

    Checkup {
        environment = Map.copyOf(environment);
        examinations = Map.copyOf(examinations);
    }

    /// All checks, in the order in which things are needed.
    List<Check> run() {
        List<Check> checks = new ArrayList<>();
        Optional<Configuration> configuration = settings(checks);
        checks.add(Check.of("disk", this::disk));
        configuration.ifPresent(said -> platforms(said, checks));
        boolean usable = folders(configuration.orElse(Configuration.DEFAULT), checks);
        if (usable) {
            configuration.ifPresent(said -> archive(said, checks));
        }
        return checks;
    }

    /// Whether what is in the folders can be looked at. Bots that run hold the data folder; where
    /// the archive is on a server that is in nobody's way.
    private boolean folders(Configuration configuration, List<Check> checks) {
        boolean shared = configuration.archive().url().isPresent();
        try {
            Optional<Home.Lock> lock = shared ? home.tryLock() : Optional.of(home.lock());
            lock.ifPresent(Home.Lock::close);
            checks.add(Check.ok("data folder", home.folder().toString()));
        } catch (UserError unusable) {
            checks.add(Check.trouble("data folder", unusable));
            return false;
        }
        if (home.hasOwnStore()) {
            checks.add(Check.of("model store", this::store));
        }
        return true;
    }

    private Check store() {
        return Files.isDirectory(home.store()) && Files.isWritable(home.store())
                ? Check.ok("model store", home.store().toString())
                : Check.trouble(
                        "model store",
                        home.store() + " is no folder that can be written.",
                        "Mount it, make it writable, or choose another with --store.");
    }

    private Optional<Configuration> settings(List<Check> checks) {
        try {
            Configuration configuration = file.read();
            checks.add(Check.ok("settings", file.path().toString()));
            return Optional.of(configuration);
        } catch (UserError wrong) {
            checks.add(Check.trouble("settings", wrong));
            return file.exists() ? Optional.empty() : Optional.of(Configuration.DEFAULT);
        }
    }

    private Check disk() {
        Path folder = home.folder();
        while (!Files.exists(folder) && folder.getParent() != null) {
            folder = folder.getParent();
        }
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            String told = String.format(Locale.ROOT, "%,.1f GB are free", free / 1e9);
            return free >= NEEDED_BYTES
                    ? Check.ok("disk", told)
                    : Check.trouble(
                            "disk",
                            "Only " + told + ".",
                            "Free some space, or move the data folder with --home.");
        } catch (IOException unknown) {
            return Check.trouble(
                    "disk",
                    "The disk of " + home.folder() + " does not say how much is free.",
                    "See whether it is mounted.");
        }
    }

    private void platforms(Configuration configuration, List<Check> checks) {
        Tokens tokens = new Tokens(environment, configuration.platforms());
        int before = checks.size();
        for (Platform platform : PLATFORMS) {
            String name = platform.key();
            try {
                Optional<Token> token = tokens.find(platform);
                if (token.isEmpty()) {
                    checks.add(
                            Check.off(
                                    name,
                                    configuration.platforms().use(platform) == Use.OFF
                                            ? "switched off in the settings"
                                            : "no token in " + Tokens.variable(platform)));
                } else {
                    platform(platform, configuration, token.get(), checks);
                }
            } catch (UserError wrong) {
                checks.add(Check.trouble(name, wrong));
            }
        }
        if (checks.subList(before, checks.size()).stream()
                .allMatch(check -> check.state() == Check.State.OFF)) {
            checks.add(
                    Check.trouble(
                            "platforms",
                            "No platform has a token: there is nowhere to speak.",
                            "Set UNDERSTUDY_DISCORD_TOKEN or UNDERSTUDY_TELEGRAM_TOKEN, or name a"
                                    + " token-file in "
                                    + file.path()
                                    + "."));
        }
    }

    private void platform(
            Platform platform, Configuration configuration, Token token, List<Check> checks) {
        List<Check> troubles = new ArrayList<>();
        String name = platform.key();
        if (token.exposed()) {
            troubles.add(
                    Check.trouble(
                            name,
                            "Others on this computer may read " + token.source() + ".",
                            "Keep it to yourself: chmod 600 " + token.source()));
        }
        boolean hasPlace =
                configuration.circles().values().stream()
                        .flatMap(circle -> circle.places().stream())
                        .anyMatch(place -> place.platform() == platform);
        if (!hasPlace) {
            troubles.add(
                    Check.trouble(
                            name,
                            "No circle has a place there.",
                            "Name one under circles, %s, in %s.".formatted(name, file.path())));
        }
        Optional.ofNullable(examinations.get(platform)).stream()
                .flatMap(examination -> findings(examination, configuration, token))
                .forEach(finding -> troubles.add(Check.trouble(name, finding)));
        checks.addAll(troubles.isEmpty() ? List.of(Check.ok(name, token.toString())) : troubles);
    }

    private static Stream<Finding> findings(
            Examination examination, Configuration configuration, Token token) {
        try {
            return examination.of(configuration, token).stream();
        } catch (UserError refused) {
            return Stream.of(new Finding(refused.problem(), refused.remedy()));
        }
    }

    private static List<Check> exposed(String what, SecretFile file) {
        try {
            return file.isExposed()
                    ? List.of(
                            Check.trouble(
                                    what,
                                    "Others on this computer may read " + file.path() + ".",
                                    "Keep it to yourself: chmod 600 " + file.path()))
                    : List.of();
        } catch (UserError unreadable) {
            return List.of(); // it is said where the secret is needed
        }
    }

    /// The archive, if there is one yet, then every circle, with what its people said.
    private void archive(Configuration configuration, List<Check> checks) {
        CircleCheckup circles = new CircleCheckup(home, configuration, file.path(), environment);
        Records records = new Records(home, () -> configuration, environment);
        configuration
                .archive()
                .secretFile()
                .ifPresent(file -> checks.addAll(exposed(ARCHIVE, file)));
        configuration
                .engine()
                .remote()
                .flatMap(RemoteSettings::tokenFile)
                .map(VoiceLoader::secretFile)
                .ifPresent(file -> checks.addAll(exposed("engine", file)));
        if (!records.exists()) {
            checks.add(Check.ok(ARCHIVE, "none yet: the first message begins it"));
            checks.addAll(circles.run(Optional.empty()));
            return;
        }
        try (Records.Held held = records.open()) {
            Archive archive = held.archive();
            List<Circle> known = archive.circles();
            long messages = known.stream().mapToLong(archive::messageCount).sum();
            String told =
                    String.format(
                            Locale.ROOT,
                            "%s%,d messages of %d %s",
                            records.server().map(server -> server + ": ").orElse(""),
                            messages,
                            known.size(),
                            known.size() == 1 ? "circle" : "circles");
            checks.add(Check.ok(ARCHIVE, told));
            checks.addAll(circles.run(Optional.of(archive)));
            checks.addAll(NightCheckup.of(configuration, archive));
        } catch (UserError unusable) {
            checks.add(Check.trouble(ARCHIVE, unusable));
        }
    }
}
