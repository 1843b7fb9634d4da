package dev.understudy.imports.csv;

import java.util.List;
import java.util.Locale;

/// What a column of a table may hold, with the names it goes by, the surest first.
enum Role {
    SENDER("sender", "sendername", "author", "authorname", "from", "fromname", "speaker", "talker",
            "username", "user", "nick", "name", "participant"),
    TEXT("text", "message", "content", "contents", "body", "msg", "messagetext", "utterance"),
    TIME("time", "timestamp", "datetime", "date", "sentat", "createdat", "createtime", "sent"),
    ID("id", "messageid", "msgid", "msgsvrid"),
    CHANNEL("channel", "channelname", "room", "roomname", "chat", "chatname", "conversation",
            "thread", "group"),
    /// WeClone's: `文本` for text, other words for pictures and the like.
    TYPE("typename");

    private final List<String> names;

    Role(String... names) {
        this.names = List.of(names);
    }

    /// How `--columns` calls it.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Where `header` has it; -1 when nowhere.
    int in(List<String> header) {
        List<String> bare = header.stream().map(Role::bare).toList();
        return names.stream().mapToInt(bare::indexOf).filter(i -> i >= 0).findFirst().orElse(-1);
    }

    /// `Sender Name`, `sender_name` and `senderName` are one.
    private static String bare(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "");
    }
}
