package dev.understudy.imports.slack;

import dev.understudy.imports.files.Export;
import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.format.ExportReader;
import dev.understudy.imports.format.Intake;
import dev.understudy.imports.json.Json;
import dev.understudy.imports.json.JsonFiles;
import dev.understudy.settings.UserError;
import tools.jackson.core.JsonToken;

/// Reads a workspace's export, zip or folder: a folder for each channel, and in it a file for each
/// day. Memory: one message, and the names of members and channels.
///
/// Source: Slack's help on "How to read Slack data exports"; exports of 2018 and 2023.
public final class SlackReader implements ExportReader {
    @Override
    public String name() {
        return "slack";
    }

    @Override
    public String title() {
        return "Slack export (zip or folder)";
    }

    @Override
    public boolean recognises(Export export) {
        return SlackLayout.of(export).isPresent();
    }

    @Override
    public void read(Export export, Intake intake) {
        SlackLayout layout = SlackLayout.of(export).orElseThrow(() -> foreign(export));
        Directory people = Directory.read(layout.users());
        Conversations channels = Conversations.read(layout.conversations(), people);
        Markup markup = new Markup(people, channels);
        JsonFiles files = new JsonFiles(intake, layout.files());
        layout.days()
                .forEach(
                        (folder, days) -> {
                            ChannelReading reading =
                                    new ChannelReading(
                                            channels.inFolder(folder), people, markup, intake);
                            days.forEach(day -> read(day, files, reading));
                        });
        files.finish();
    }

    private static void read(ExportFile day, JsonFiles files, ChannelReading reading) {
        files.read(
                day,
                (parser, item) -> {
                    if (parser.nextToken() != JsonToken.START_ARRAY) {
                        reading.foreign(day);
                    }
                    Json.forEachItem(
                            parser,
                            () -> {
                                reading.item(day, parser);
                                item.run();
                            });
                });
    }

    private static UserError foreign(Export export) {
        return new UserError(
                export.path() + " is no export of a Slack workspace.",
                "Name the zip that Slack made, or the folder with users.json and channels.json.");
    }
}
