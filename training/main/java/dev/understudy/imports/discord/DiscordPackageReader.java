package dev.understudy.imports.discord;

import dev.understudy.imports.files.Export;
import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.format.ExportReader;
import dev.understudy.imports.format.Intake;
import dev.understudy.imports.json.Json;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads the package of one's own data that Discord sends: everything that one person wrote, and
/// nothing that was answered. Folder or zip, of 2021 (CSV) or later (JSON). Memory: one message,
/// and the names of the channels.
///
/// Source: packages of 2021 and 2026; Discord documents no format.
public final class DiscordPackageReader implements ExportReader {
    @Override
    public String name() {
        return "discord-package";
    }

    @Override
    public String title() {
        return "Discord data package (package.zip or its folder)";
    }

    @Override
    public boolean recognises(Export export) {
        return PackageLayout.of(export).filter(layout -> isIndex(layout.index())).isPresent();
    }

    private static boolean isIndex(ExportFile index) {
        try (JsonParser parser = Json.parser(index.openStart())) {
            return parser.nextToken() == JsonToken.START_OBJECT
                    && parser.nextToken() == JsonToken.PROPERTY_NAME
                    && Snowflake.isId(parser.currentName());
        } catch (IOException | JacksonException undecided) {
            return false;
        }
    }

    @Override
    public void read(Export export, Intake intake) {
        PackageLayout layout =
                PackageLayout.of(export)
                        .orElseThrow(
                                () ->
                                        new UserError(
                                                export.path() + " is no data package of Discord's.",
                                                "Name the package.zip that Discord sent, or the"
                                                        + " folder it was unpacked to."));
        Map<String, String> titles = titles(layout.index());
        Owner owner = layout.user().map(DiscordPackageReader::owner).orElse(unknown(layout));
        PackageMessages messages = new PackageMessages(owner, intake);
        for (PackageLayout.Folder folder : layout.channels()) {
            messages.read(folder, titles);
        }
        messages.finish();
    }

    private static Map<String, String> titles(ExportFile index) {
        Map<String, String> titles = new HashMap<>();
        try (JsonParser parser = Json.parser(index.open())) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    String id = parser.currentName();
                    parser.nextToken();
                    titles.put(id, Json.scalar(parser));
                }
            }
            return titles;
        } catch (JacksonException damage) {
            throw Json.unreadable(index, damage, 0);
        } catch (IOException unreadable) {
            throw Json.unreadable(index, unreadable);
        }
    }

    private static Owner owner(ExportFile user) {
        try (JsonParser parser = Json.parser(user.open())) {
            Owner owner = Owner.read(parser);
            if (owner.id().isBlank()) {
                throw new UserError(
                        user + " does not say whose package it is: it has no \"id\".",
                        "Download the package again, or leave the file out to import it as"
                                + " somebody's.");
            }
            return owner;
        } catch (JacksonException damage) {
            throw Json.unreadable(user, damage, 0);
        } catch (IOException unreadable) {
            throw Json.unreadable(user, unreadable);
        }
    }

    /// Somebody for whom the oldest channel stands, so that a later package is the same person's.
    private static Owner unknown(PackageLayout layout) {
        String oldest =
                layout.channels().stream()
                        .map(PackageLayout.Folder::id)
                        .min(Comparator.comparingInt(String::length).thenComparing(id -> id))
                        .orElseThrow();
        return new Owner("owner-of-" + oldest, "Owner of " + oldest, Map.of());
    }
}
