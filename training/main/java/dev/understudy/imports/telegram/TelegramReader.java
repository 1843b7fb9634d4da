package dev.understudy.imports.telegram;

import dev.understudy.imports.files.ExportFile;
import dev.understudy.imports.format.Intake;
import dev.understudy.imports.format.SingleFileReader;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/// Reads Telegram Desktop's `result.json`: one chat, or a full export with `chats` and
/// `left_chats`. Memory: one message.
///
/// Source: tdesktop, `export_output_json.cpp`, and exports from 2019 to 2025.
public final class TelegramReader implements SingleFileReader {
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxStringLength(10_000_000).build())
                    .build();

    private static final Set<String> OURS =
            Set.of("personal_information", "chats", "left_chats", "frequent_contacts");

    /// Keys of other apps' exports that have `messages`, too.
    private static final Set<String> OTHERS =
            Set.of("guild", "channel", "participants", "room_name", "exported_by");

    private static final Set<String> MESSAGE_KEYS =
            Set.of("date_unixtime", "from_id", "actor", "actor_id", "text_entities");

    private final ZoneId zone;

    /// A reader for exports from one place.
    ///
    /// @param zone where the exporting computer was: files from before about 2021 tell only its
    ///   local time
    public TelegramReader(ZoneId zone) {
        this.zone = zone;
    }

    @Override
    public String name() {
        return "telegram";
    }

    @Override
    public String title() {
        return "Telegram Desktop (result.json)";
    }

    @Override
    public boolean recognises(ExportFile file) {
        try (RepairedJson json = new RepairedJson(file.open());
                JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            return parser.nextToken() == JsonToken.START_OBJECT && isExport(parser);
        } catch (IOException | JacksonException undecided) {
            return false;
        }
    }

    /// Reads the root's keys until one decides.
    private static boolean isExport(JsonParser parser) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            if (OTHERS.contains(key)) {
                return false;
            }
            if (OURS.contains(key) && value == JsonToken.START_OBJECT) {
                return true;
            }
            if (key.equals("type") && TelegramChat.isType(TelegramMessage.scalar(parser))) {
                return true;
            }
            if (key.equals("messages") && value == JsonToken.START_ARRAY) {
                return parser.nextToken() == JsonToken.START_OBJECT && isMessage(parser);
            }
            parser.skipChildren();
        }
        return false;
    }

    private static boolean isMessage(JsonParser parser) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            if (MESSAGE_KEYS.contains(parser.currentName())) {
                return true;
            }
            parser.nextToken();
            parser.skipChildren();
        }
        return false;
    }

    @Override
    public void read(ExportFile file, Intake intake) {
        Translation translation = new Translation(file, zone, intake);
        try (RepairedJson json = new RepairedJson(file.open());
                JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            new TelegramExport(file, parser, json, translation).read(intake);
        } catch (JacksonIOException | IOException unreadable) {
            throw new UserError(
                    file + " cannot be read: " + unreadable.getMessage(),
                    "Check the disk and the rights to the file, then run the command again.",
                    unreadable);
        } catch (JacksonException damaged) {
            throw damaged(file, damaged, translation.count());
        }
    }

    private static UserError damaged(ExportFile file, JacksonException damaged, long whole) {
        TokenStreamLocation location = damaged.getLocation();
        String where = location == null ? "" : ":" + location.getLineNr();
        String what =
                damaged instanceof UnexpectedEndOfInputException
                        ? " ends in the middle"
                        : " is damaged: what stands there is not JSON";
        return new UserError(
                file + where + what + "; whole messages before that: " + whole + ".",
                "Export the chat again from Telegram Desktop and import it: only what is missing is"
                        + " added.",
                damaged);
    }
}
