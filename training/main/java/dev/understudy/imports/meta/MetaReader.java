package dev.understudy.imports.meta;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Platform;
import dev.understudy.imports.files.Export;
import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.format.ExportReader;
import dev.understudy.imports.format.Intake;
import dev.understudy.imports.json.JsonFiles;
import dev.understudy.settings.UserError;
import java.util.List;

/// Reads the JSON that Facebook and Instagram give people of their messages: a whole download
/// (folder or zip), one thread, one file; and the files of encrypted chats. People have names only.
/// Reads each file twice, for what a thread is called stands behind its messages. Memory: an id for
/// each message of one thread.
///
/// Source: no document of the company's; exports from 2018 to 2025.
public final class MetaReader implements ExportReader {
    private final Platform platform;
    private final String title;

    private MetaReader(Platform platform, String title) {
        this.platform = platform;
        this.title = title;
    }

    /// The reader of Facebook's downloads.
    public static MetaReader messenger() {
        return new MetaReader(Platform.MESSENGER, "Messenger (Facebook's download in JSON)");
    }

    /// The reader of Instagram's downloads. They are told from Facebook's by the names of folders
    /// and a few words in them.
    public static MetaReader instagram() {
        return new MetaReader(Platform.INSTAGRAM, "Instagram (its download in JSON)");
    }

    @Override
    public String name() {
        return platform.key();
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public boolean recognises(Export export) {
        return MetaLayout.of(export)
                .flatMap(MetaLayout::platform)
                .filter(platform::equals)
                .isPresent();
    }

    @Override
    public void read(Export export, Intake intake) {
        MetaLayout layout = MetaLayout.of(export).orElseThrow(() -> foreign(export));
        JsonFiles files = new JsonFiles(intake, layout.files());
        boolean found = false;
        for (List<ExportFile> thread : layout.threads()) {
            found |= read(thread, files, intake);
        }
        files.finish();
        if (!found) {
            throw foreign(export);
        }
    }

    /// Whether there were messages, or damage.
    private boolean read(List<ExportFile> thread, JsonFiles files, Intake intake) {
        ThreadHeader header = header(thread);
        Channel channel = header.channel(platform, thread.getFirst());
        ThreadReading reading = new ThreadReading(channel, !header.encrypted(), intake);
        boolean found = false;
        try {
            for (ExportFile file : thread) {
                boolean[] whole = {false};
                boolean[] any = {false};
                files.read(
                        file,
                        (parser, item) -> {
                            parser.nextToken();
                            any[0] = reading.read(file, parser, item);
                            whole[0] = true;
                        });
                found |= any[0] || !whole[0];
            }
        } finally {
            reading.end();
        }
        return found;
    }

    /// Of the file that says most: a damaged one has lost what stood at its end.
    private static ThreadHeader header(List<ExportFile> thread) {
        ThreadHeader first = ThreadHeader.read(thread.getFirst());
        return thread.stream()
                .map(ThreadHeader::read)
                .filter(header -> !header.path().isEmpty())
                .findFirst()
                .orElse(first);
    }

    private static UserError foreign(Export export) {
        return new UserError(
                export.path() + " holds no messages of Messenger's or Instagram's in JSON.",
                "Download your information again, with messages, in the format JSON; name the"
                        + " folder or zip, or a message_1.json.");
    }
}
