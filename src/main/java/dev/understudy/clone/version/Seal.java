package dev.understudy.clone.version;

import dev.understudy.settings.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the files of a version were when it came: `SHA256SUMS` in its folder, which `sha256sum -c`
/// reads, with each file's size in a comment above its line. Sealed are weights, shape, tokenizer
/// and card; reports are not. It shows mistakes and damage, and keeps nobody from writing another
/// seal. Thread-safe.
///
/// Folders from before there were seals have none, and are taken as they are.
///
/// @param folder a checkpoint
public record Seal(Path folder) {
    /// Beside what is sealed.
    public static final String FILE = "SHA256SUMS";

    private static final String CARD = "understudy.json";

    private static final Pattern SEALED =
            Pattern.compile(
                    "config\\.json|tokenizer\\.json|vocab\\.json|merges\\.txt|understudy\\.json"
                            + "|guesses\\.bin"
                            + "|.*\\.safetensors|pytorch_model.*\\.bin"
                            + "|.*\\.(safetensors|bin)\\.index\\.json");

    private static final Pattern LINES =
            Pattern.compile("# (\\d{1,18}) ([^\\n]+)\\n([0-9a-f]{64})  \\2\\n");

    private static final int BUFFER_BYTES = 1 << 20;

    /// A file as it was. The card has two while it is being rewritten.
    private record Sum(String name, long bytes, String sha256) {
        String lines() {
            return "# %d %s\n%s  %s\n".formatted(bytes, name, sha256, name);
        }
    }

    /// A change on the disk.
    public interface Change {
        /// Makes it.
        void make() throws IOException;
    }

    /// Whether there is one.
    public boolean isThere() {
        return Files.exists(folder.resolve(FILE));
    }

    /// Seals the folder as it is, which reads every byte. Throws UserError when it cannot be read
    /// or written.
    public void set() {
        try {
            List<Sum> sums = new ArrayList<>();
            for (String name : sealable()) {
                Path file = folder.resolve(name);
                sums.add(new Sum(name, Files.size(file), sha256(file)));
            }
            write(sums);
        } catch (IOException unusable) {
            throw unusable(unusable);
        }
    }

    private Set<String> sealable() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return new TreeSet<>(
                    files.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString())
                            .filter(SEALED.asMatchPredicate())
                            .toList());
        }
    }

    private void write(List<Sum> sums) throws IOException {
        StringBuilder lines = new StringBuilder();
        sums.forEach(sum -> lines.append(sum.lines()));
        Path beside = folder.resolve(FILE + ".part");
        Files.writeString(beside, lines);
        Files.move(
                beside,
                folder.resolve(FILE),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /// Throws UserError when a file has gone, has come, or has another size than when it was
    /// sealed. Reads no file but the seal.
    public void requireSizes() {
        require(false);
    }

    /// Throws UserError when a file is not what it was when it was sealed. Reads every byte.
    public void requireWhole() {
        require(true);
    }

    private void require(boolean bytes) {
        if (!isThere()) {
            return;
        }
        try {
            Map<String, List<Sum>> sealed =
                    sums().stream().collect(Collectors.groupingBy(Sum::name));
            Set<String> all = new HashSet<>(sealable());
            all.addAll(sealed.keySet());
            for (String name : new TreeSet<>(all)) {
                Path file = folder.resolve(name);
                requireSame(file, sealed.getOrDefault(name, List.of()), bytes);
            }
        } catch (IOException unreadable) {
            throw unusable(unreadable);
        }
    }

    private void requireSame(Path file, List<Sum> sums, boolean bytes) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw edited(file, "is gone");
        }
        if (sums.isEmpty()) {
            throw edited(file, "was not there when the version came");
        }
        long size = Files.size(file);
        if (sums.stream().noneMatch(sum -> sum.bytes() == size)) {
            throw edited(file, "has %,d bytes; it had %,d".formatted(size, sums.getLast().bytes()));
        }
        String sha256 = bytes ? sha256(file) : "";
        if (bytes && sums.stream().noneMatch(sum -> sum.sha256().equals(sha256))) {
            throw edited(file, "is not what it was when the version came");
        }
    }

    private static UserError edited(Path file, String how) {
        return new UserError(
                file + " " + how + ": somebody edited it, or the disk is failing.",
                "Restore the folder from a backup, or let another version speak: understudy models"
                        + " rollback.");
    }

    private List<Sum> sums() throws IOException {
        String text = Files.readString(folder.resolve(FILE));
        List<Sum> sums = new ArrayList<>();
        Matcher lines = LINES.matcher(text);
        int end = 0;
        while (lines.find() && lines.start() == end) {
            sums.add(new Sum(lines.group(2), Long.parseLong(lines.group(1)), lines.group(3)));
            end = lines.end();
        }
        if (end != text.length()) {
            throw edited(folder.resolve(FILE), "cannot be understood");
        }
        return sums;
    }

    /// Makes `rewriting`, which leaves `card` as the folder's card. Should the process die in
    /// between, the old card holds as well as the new one. Throws IOException as `rewriting`.
    public void rewritingCard(String card, Change rewriting) throws IOException {
        if (!isThere()) {
            rewriting.make();
            return;
        }
        byte[] bytes = card.getBytes(StandardCharsets.UTF_8);
        MessageDigest digest = digest();
        Sum next = new Sum(CARD, bytes.length, HexFormat.of().formatHex(digest.digest(bytes)));
        List<Sum> both = new ArrayList<>(sums());
        both.add(next);
        write(both);
        rewriting.make();
        both.removeIf(sum -> sum.name().equals(CARD) && !sum.equals(next));
        write(both);
    }

    /// Sizes and times of what is sealed, which an edit changes; empty where they cannot be read.
    public String traces() {
        StringBuilder traces = new StringBuilder();
        try {
            for (String name : sealable()) {
                Path file = folder.resolve(name);
                traces.append(name)
                        .append(' ')
                        .append(Files.size(file))
                        .append(' ')
                        .append(Files.getLastModifiedTime(file).toMillis())
                        .append('\n');
            }
            return traces.toString();
        } catch (IOException unreadable) {
            return "";
        }
    }

    private UserError unusable(IOException why) {
        return new UserError(
                folder + " cannot be read or sealed: " + why.getMessage() + ".",
                "Make the folder readable and writable, and room on the disk.",
                why);
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest = digest();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream bytes = Files.newInputStream(file)) {
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
