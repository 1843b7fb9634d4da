package dev.understudy.telegram;

import dev.understudy.stage.command.Answer;
import dev.understudy.stage.command.Choice;
import dev.understudy.stage.door.Line;
import dev.understudy.stage.door.Persona;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.objects.LinkPreviewOptions;
import org.telegram.telegrambots.meta.api.objects.MessageEntity;
import org.telegram.telegrambots.meta.api.objects.ReplyParameters;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.InlineKeyboardMarkup;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardButton;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardRow;

/// Messages as Telegram takes them: plain text with entities, in which nothing is markup, no link
/// is previewed and nobody is mentioned.
///
/// Telegram mentions whoever stands after an `@`, and that cannot be switched off: so what would be
/// a mention gets a full-width `＠`, which is none, and keeps its length.
final class Wording {
    /// The most UTF-16 units that a message may have.
    static final int LIMIT = 4096;

    private static final int LONGEST_NAME = 128;
    private static final int LONGEST_DATA_BYTES = 64;
    private static final int BUTTONS_IN_ROW = 2;
    private static final Pattern MENTION = Pattern.compile("(?<![A-Za-z0-9_])@(?=[A-Za-z0-9_])");

    private Wording() {}

    /// What is left for the text when the name of `who` stands above it.
    static int limit(Persona who) {
        return LIMIT - name(who).length() - 1;
    }

    /// The name in bold, and the text below it.
    static SendMessage line(long chat, Line line) {
        String name = name(line.who());
        SendMessage message = to(chat, plain(name + "\n" + unmentioned(line.text())));
        message.setEntities(List.of(new MessageEntity("bold", 0, name.length())));
        line.replyTo().flatMap(Wording::number).ifPresent(id -> replyTo(message, id));
        return message;
    }

    private static String name(Persona who) {
        String name = unmentioned(who.name()).strip();
        return name.substring(0, end(name, 0, LONGEST_NAME));
    }

    private static Optional<Integer> number(String id) {
        return id.matches("\\d{1,9}") ? Optional.of(Integer.valueOf(id)) : Optional.empty();
    }

    /// `text` in as many messages as it takes, for no chat yet; none for a blank one.
    static List<SendMessage> notice(String text) {
        return split(unmentioned(text)).stream().map(Wording::plain).toList();
    }

    /// An answer to the message `replyTo`, its choices as buttons under the last piece of it.
    static List<SendMessage> answer(Answer answer, Optional<Integer> replyTo) {
        StringBuilder text = new StringBuilder(answer.text());
        List<Choice> buttons = new ArrayList<>();
        for (Choice choice : answer.choices()) {
            if (isButton(choice)) {
                buttons.add(choice);
            } else {
                text.append('\n').append(choice.line());
            }
        }
        List<SendMessage> messages = notice(text.toString());
        if (!messages.isEmpty()) {
            replyTo.ifPresent(id -> replyTo(messages.getFirst(), id));
            if (!buttons.isEmpty()) {
                messages.getLast().setReplyMarkup(new InlineKeyboardMarkup(rows(buttons)));
            }
        }
        return messages;
    }

    /// Whether Telegram would take `choice` as a button.
    static boolean isButton(Choice choice) {
        return !choice.label().isBlank()
                && choice.line().getBytes(StandardCharsets.UTF_8).length <= LONGEST_DATA_BYTES;
    }

    private static List<InlineKeyboardRow> rows(List<Choice> choices) {
        List<InlineKeyboardRow> rows = new ArrayList<>();
        for (int i = 0; i < choices.size(); i += BUTTONS_IN_ROW) {
            InlineKeyboardRow row = new InlineKeyboardRow();
            choices.subList(i, Math.min(i + BUTTONS_IN_ROW, choices.size())).stream()
                    .map(Wording::button)
                    .forEach(row::add);
            rows.add(row);
        }
        return rows;
    }

    private static InlineKeyboardButton button(Choice choice) {
        InlineKeyboardButton button = new InlineKeyboardButton(choice.label());
        button.setCallbackData(choice.line());
        return button;
    }

    private static SendMessage plain(String text) {
        SendMessage message = new SendMessage("0", text);
        LinkPreviewOptions none = new LinkPreviewOptions();
        none.setIsDisabled(true);
        message.setLinkPreviewOptions(none);
        return message;
    }

    /// `message`, for another chat.
    static SendMessage to(long chat, SendMessage message) {
        message.setChatId(Long.toString(chat));
        return message;
    }

    private static void replyTo(SendMessage message, int id) {
        ReplyParameters reply = new ReplyParameters(id);
        reply.setAllowSendingWithoutReply(true);
        message.setReplyParameters(reply);
    }

    static String unmentioned(String text) {
        return MENTION.matcher(text).replaceAll("＠");
    }

    /// `text` in pieces that fit, cut after a line, else after a word, else between characters.
    static List<String> split(String text) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int end = end(text, from, LIMIT);
            if (end < text.length()) {
                int line = text.lastIndexOf('\n', end - 1);
                int word = text.lastIndexOf(' ', end - 1);
                end = line > from ? line + 1 : word > from ? word + 1 : end;
            }
            String piece = text.substring(from, end).strip();
            if (!piece.isEmpty()) {
                pieces.add(piece);
            }
            from = end;
        }
        return pieces;
    }

    /// Where at most `most` units of `text` end, of which none is half a character.
    private static int end(String text, int from, int most) {
        int end = Math.min(text.length(), from + most);
        boolean cuts =
                end < text.length()
                        && Character.isHighSurrogate(text.charAt(end - 1))
                        && Character.isLowSurrogate(text.charAt(end));
        return cuts ? end - 1 : end;
    }
}
