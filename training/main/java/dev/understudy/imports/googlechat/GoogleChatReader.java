package dev.understudy.imports.googlechat;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Platform;
import dev.understudy.imports.files.Export;
import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.format.ExportReader;
import dev.understudy.imports.format.Intake;
import dev.understudy.imports.json.Json;
import dev.understudy.imports.json.JsonFiles;
import dev.understudy.settings.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;

/// Reads Google Chat from a Takeout download: zip or folder, the folder of one conversation, or its
/// `messages.json`. Memory: one message, and an id for each where the download has none.
///
/// Source: Google documents no format; downloads as other tools' models describe them.
public final class GoogleChatReader implements ExportReader {
    @Override
    public String name() {
        return "google-chat";
    }

    @Override
    public String title() {
        return "Google Chat (Takeout)";
    }

    @Override
    public boolean recognises(Export export) {
        return ChatLayout.of(export).filter(ChatLayout::isChat).isPresent();
    }

    @Override
    public void read(Export export, Intake intake) {
        ChatLayout layout = ChatLayout.of(export).orElseThrow(() -> foreign(export.path()));
        JsonFiles files = new JsonFiles(intake, layout.spaces().size());
        ProseDate dates = new ProseDate();
        for (ChatLayout.Space space : layout.spaces()) {
            SpaceReading reading =
                    new SpaceReading(space.messages(), channel(space, files), dates, intake);
            files.read(space.messages(), reading::read);
        }
        files.finish();
    }

    /// Known by the end of its folder's name, as in `Space AAAAxyz`: what stands before it is in
    /// the account's language.
    private static Channel channel(ChatLayout.Space space, JsonFiles files) {
        Path folder = space.messages().path().toAbsolutePath().getParent();
        String name = folder == null ? "" : String.valueOf(folder.getFileName()).strip();
        String id = name.substring(name.lastIndexOf(' ') + 1);
        String title = space.info().map(info -> title(info, files)).orElse("");
        return new Channel(
                Platform.GOOGLE_CHAT, id.isBlank() ? "chat" : id, title.isBlank() ? name : title);
    }

    /// The name of a space, or the names of those in it.
    private static String title(ExportFile info, JsonFiles files) {
        String[] name = {""};
        List<String> members = new ArrayList<>();
        files.hint(info, parser -> info(parser, name, members));
        return name[0].isBlank() ? String.join(", ", members) : name[0];
    }

    private static void info(JsonParser parser, String[] name, List<String> members) {
        Json.forEachKey(
                parser,
                key -> {
                    switch (key) {
                        case "name" -> name[0] = Json.scalar(parser).strip();
                        case "members" ->
                                Json.forEachItem(
                                        parser, () -> members.add(Account.read(parser).shown()));
                        default -> parser.skipChildren();
                    }
                });
    }

    static UserError foreign(Path path) {
        return new UserError(
                path + " holds no messages of Google Chat.",
                "Name the zip or folder of a Takeout download, or a conversation's messages.json.");
    }
}
