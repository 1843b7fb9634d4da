package dev.understudy.imports.csv;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What a column of a table may hold.
enum Role {
    SENDER(
            "sender sendername author authorname from fromname speaker talker username user nick"
                    + " name participant"),
    TEXT("text message content contents body msg messagetext utterance"),
    TIME("time timestamp datetime date sentat createdat createtime sent"),
    ID("id messageid msgid msgsvrid"),
    CHANNEL("channel channelname room roomname chat chatname conversation thread group"),
    /// WeClone's: `文本` for text, other words for pictures and the like.
    TYPE("typename");

    /// What such columns are called, the surest first.
    private final String names;

    Role(String names) {
        this.names = names;
    }

    /// How `--columns` calls it.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Where `header` has it; -1 when nowhere.
    int in(List<String> header) {
        List<String> bare = header.stream().map(Role::bare).toList();
        return Arrays.stream(names.split(" "))
                .mapToInt(bare::indexOf)
                .filter(place -> place >= 0)
                .findFirst()
                .orElse(-1);
    }

    /// `Sender Name`, `sender_name` and `senderName` are one.
    private static String bare(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "");
    }
}
