package dev.understudy.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.updates.GetUpdates;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

/// Asks for what happened. Where the library refuses a whole answer for one update that it cannot
/// read, and so gets the same answer for ever, here the others are kept, and that one is only an
/// id.
final class Updates extends GetUpdates {
    /// The most that Telegram gives at once.
    static final int MOST = 100;

    private static final Logger log = LoggerFactory.getLogger(Updates.class);
    private static final List<String> WANTED =
            List.of(
                    "message",
                    "edited_message",
                    "callback_query",
                    "message_reaction",
                    "my_chat_member");

    /// @param offset id of the first update wanted; those before it are forgotten by Telegram
    /// @param wait how long Telegram waits for something to happen
    Updates(int offset, Duration wait) {
        super(offset, MOST, Math.toIntExact(wait.toSeconds()), WANTED);
    }

    @Override
    @SuppressWarnings("NonApiType") // as the library declares it
    public ArrayList<Update> deserializeResponse(String answer) throws TelegramApiRequestException {
        JsonNode updates;
        try {
            JsonNode root = OBJECT_MAPPER.readTree(answer);
            updates = root.path("result");
            if (!root.path("ok").asBoolean() || !updates.isArray()) {
                return super.deserializeResponse(answer);
            }
        } catch (JsonProcessingException damaged) {
            throw new TelegramApiRequestException("not JSON", damaged);
        }
        ArrayList<Update> read = new ArrayList<>();
        for (JsonNode update : updates) {
            read.add(read(update));
        }
        return read;
    }

    private static Update read(JsonNode node) {
        try {
            return OBJECT_MAPPER.treeToValue(node, Update.class);
        } catch (JsonProcessingException | RuntimeException unreadable) {
            // Neither message nor cause: they quote what was written.
            int id = node.path("update_id").asInt();
            log.warn(
                    "Telegram's update {} cannot be read ({}); it is skipped.",
                    id,
                    unreadable.getClass().getSimpleName());
            Update empty = new Update();
            empty.setUpdateId(id);
            return empty;
        }
    }
}
