package dev.understudy.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chat.Message;
import dev.understudy.imports.files.Export;
import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.format.ExportReader;
import dev.understudy.imports.format.Intake;
import dev.understudy.imports.format.Reason;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Keeps all that a reader finds.
public final class Collected implements Intake {
    public final List<Message> messages = new ArrayList<>();
    public final Map<Reason, Integer> dropped = new EnumMap<>(Reason.class);
    public final List<String> rejected = new ArrayList<>();
    public long position;
    public String damage = "";

    public static Collected from(ExportReader reader, Path file) {
        Collected collected = new Collected();
        try (Export export = Export.open(file)) {
            reader.read(export, collected);
        }
        return collected;
    }

    /// What comes before the damage of `file`, and what is said of it.
    public static Collected damaged(ExportReader reader, Path file) {
        Collected collected = new Collected();
        try (Export export = Export.open(file)) {
            reader.read(export, collected);
        } catch (UserError damage) {
            collected.damage = damage.problem();
        }
        assertThat(collected.damage).isNotEmpty();
        return collected;
    }

    /// The single file at `path`.
    public static Export export(Path path) {
        try {
            return Export.of(ExportFile.of(path));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public static boolean recognises(ExportReader reader, Path file) {
        try (Export export = Export.open(file)) {
            return reader.recognises(export);
        }
    }

    @Override
    public void message(Message message) {
        messages.add(message);
    }

    @Override
    public void dropped(Reason why) {
        dropped.merge(why, 1, Integer::sum);
    }

    @Override
    public void rejected(String where, String what) {
        rejected.add(Path.of(where).getFileName() + " " + what);
    }

    @Override
    public void position(long bytes) {
        position = bytes;
    }

    public List<String> texts() {
        return messages.stream().map(Message::text).toList();
    }

    /// Everything, a line for each message and each count, as golden files hold it.
    public String golden() {
        StringBuilder lines = new StringBuilder();
        for (Message m : messages) {
            lines.append(m.channel().platform().key() + " " + m.channel().id());
            lines.append(" \"" + m.channel().title() + "\" #" + m.id() + " " + m.kind());
            lines.append(" " + m.sender() + " \"" + m.senderName() + "\" " + m.sentAt());
            lines.append(" " + m.sequence());
            m.replyTo().ifPresent(to -> lines.append(" re #" + to));
            m.editedAt().ifPresent(when -> lines.append(" edited " + when));
            lines.append(" | " + escaped(m.text()) + "\n");
        }
        dropped.forEach((why, count) -> lines.append("dropped " + count + " " + why + "\n"));
        rejected.forEach(item -> lines.append("rejected " + item + "\n"));
        return lines.toString();
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = c >= ' ' && c != '\\' && c != '\u2028';
            escaped.append(plain ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        return escaped.toString();
    }
}
