package dev.understudy.cli.backup;

import dev.understudy.archive.Archive;
import dev.understudy.archive.Storing;
import dev.understudy.chat.Channel;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Platform;
import dev.understudy.chat.SpeakerName;
import dev.understudy.clone.ModelCard;
import dev.understudy.clone.Speaker;
import dev.understudy.settings.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Small data folders with a real archive, and models that hold a card and a few bytes.
final class Households {
    private static final Circle FRIENDS = new Circle("friends");
    private static final Instant NOON = Instant.parse("2026-03-31T12:00:00Z");

    static final String SALT = "sixteen of bytes";

    private Households() {}

    /// One whose archive holds `messages`, and whose model has three versions.
    static Home furnished(Path folder, int messages) throws IOException {
        Home home = new Home(folder);
        Channel club = new Channel(Platform.TELEGRAM, "1500000001", "Edge Club");
        try (Archive archive = Archive.open(home.archive());
                Storing storing = archive.store(FRIENDS)) {
            for (int id = 1; id <= messages; id++) {
                storing.add(
                        new Message(
                                club,
                                String.valueOf(id),
                                new Handle(Platform.TELEGRAM, "user" + id % 3),
                                "Friend " + id % 3,
                                NOON.plusSeconds(id),
                                id,
                                Message.Kind.SPEECH,
                                "line " + id,
                                Optional.empty(),
                                Optional.empty()));
            }
        }
        Files.writeString(folder.resolve("salt"), SALT);
        Files.writeString(folder.resolve("understudy.yml"), "circles:\n  friends: {}\n");
        Files.writeString(folder.resolve("discord.token"), "secret-of-discord");
        Path models = home.model("friends");
        for (String version : List.of("0001", "0002", "0003")) {
            card(models.resolve(version));
            Files.writeString(models.resolve(version).resolve("config.json"), "{}\n");
            Files.writeString(models.resolve(version).resolve("model.safetensors"), version);
        }
        Files.createDirectories(home.run("friends"));
        return home;
    }

    private static void card(Path version) {
        new ModelCard(
                        ModelCard.FORMAT_VERSION,
                        FRIENDS,
                        List.of(new Speaker(new SpeakerName("ALICE"), "Alice", 50)),
                        "none",
                        1,
                        "none",
                        Optional.empty(),
                        Map.of(),
                        NOON)
                .writeTo(version);
    }

    /// Every file of `folder` with its bytes, but for what no backup is about.
    static SortedMap<String, String> content(Path folder) throws IOException {
        SortedMap<String, String> content = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path file : all.filter(Files::isRegularFile).toList()) {
                    String name = folder.relativize(file).toString();
                    if (!name.matches("logs/.*|\\.lock|(.*/)?\\..*\\.lock")) {
                        content.put(name, HexFormat.of().formatHex(Files.readAllBytes(file)));
                    }
                }
            }
        }
        return content;
    }

    /// Deletes `folder` with all that is in it.
    static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /// A backup of `home` in `file`.
    static Path packed(Home home, Path file) {
        Contents contents = Contents.of(home, home.folder().resolve("understudy.yml"), false);
        new Packing(file, _ -> {}).pack(contents, kept -> manifest(Manifest.FORMAT_VERSION, kept));
        return file;
    }

    static Manifest manifest(int format, List<Manifest.Kept> kept) {
        SortedMap<String, Long> messages = new TreeMap<>(Map.of("friends", 50L));
        SortedMap<String, String> live = new TreeMap<>(Map.of("friends", "0003"));
        return new Manifest(format, "1.0", NOON, messages, live, kept);
    }
}
