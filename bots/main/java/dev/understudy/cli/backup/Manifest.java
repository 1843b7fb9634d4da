package dev.understudy.cli.backup;

import dev.understudy.chat.Circle;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What a backup says about itself: `manifest.json` in it.
///
/// @param formatVersion [#FORMAT_VERSION], raised when earlier versions could misread a backup
/// @param software the version of Understudy that made it
/// @param createdAt when it was begun
/// @param messages how many the archive holds, by circle
/// @param live the version that spoke, by circle, where its card could be read
/// @param files all that is in it besides the manifest
record Manifest(
        int formatVersion,
        String software,
        Instant createdAt,
        SortedMap<String, Long> messages,
        SortedMap<String, String> live,
        List<Kept> files) {

    /// The form of backup that this version writes and reads.
    static final int FORMAT_VERSION = 1;

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    /// One file in a backup.
    ///
    /// @param path of it in the data folder, with `/` between
    /// @param sizeBytes of it
    /// @param sha256 of its bytes, in lower-case hexadecimal digits
    record Kept(String path, long sizeBytes, String sha256) {
        Kept {
            if (!Contents.mayHold(path)) {
                throw new IllegalArgumentException("a file has no place in a data folder");
            }
            if (sizeBytes < 0 || !SHA_256.matcher(sha256).matches()) {
                throw new IllegalArgumentException("a file has no size or no checksum");
            }
        }
    }

    Manifest {
        messages = Collections.unmodifiableSortedMap(new TreeMap<>(messages));
        live = Collections.unmodifiableSortedMap(new TreeMap<>(live));
        live.forEach(
                (circle, version) -> {
                    if (!Circle.isOne(circle) || !version.matches("\\d{4,}")) {
                        throw new IllegalArgumentException("a circle or version is none");
                    }
                });
        files = List.copyOf(files);
        Set<String> paths = new HashSet<>();
        for (Kept file : files) {
            if (!paths.add(file.path())) {
                throw new IllegalArgumentException("a file is in it twice");
            }
        }
    }

    /// How large the files are together.
    long bytes() {
        return files.stream().mapToLong(Kept::sizeBytes).sum();
    }

    /// Circles, messages, versions and size, for people: `2 circles, 5,000 messages, …`.
    String summary() {
        long all = messages.values().stream().mapToLong(Long::longValue).sum();
        long versions =
                files.stream()
                        .map(Kept::path)
                        .filter(path -> path.matches("models/[^/]+/\\d+/config\\.json"))
                        .count();
        Set<String> circles = new HashSet<>(messages.keySet());
        circles.addAll(live.keySet());
        return "%s, %s, %s, %s"
                .formatted(
                        counted(circles.size(), "circle"),
                        counted(all, "message"),
                        counted(versions, "model version"),
                        size(bytes()));
    }

    private static String counted(long count, String noun) {
        return "%,d %s%s".formatted(count, noun, count == 1 ? "" : "s");
    }

    /// A size as people say it: `12 KB`, `3.4 GB`.
    static String size(long bytes) {
        if (bytes < 1_000_000) {
            return "%,d KB".formatted((bytes + 999) / 1000);
        }
        return bytes < 1_000_000_000
                ? "%,d MB".formatted(bytes / 1_000_000)
                : "%.1f GB".formatted(bytes / 1e9);
    }
}
