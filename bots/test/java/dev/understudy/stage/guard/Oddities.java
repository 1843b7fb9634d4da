package dev.understudy.stage.guard;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/// Texts such as nobody means well with, made of traps and of anything at all.
final class Oddities extends DomainContextBase {
    private static final String[] TRAPS = {
        "\n",
        "\n\n",
        "\r\n",
        " ",
        "\u00A0",
        "\t",
        "\u2028",
        "\u3000",
        "\u0000",
        "\u200B",
        "\u200C",
        "\u200D",
        "\u200E",
        "\u200F",
        "\u061C",
        "\uFEFF",
        "\u2060",
        "\u00AD",
        "\u202A",
        "\u202D",
        "\u202E",
        "\u202C",
        "\u2066",
        "\u2067",
        "\u2068",
        "\u2069",
        "\u3164",
        "\u2800",
        "\u0301",
        "\u0489",
        "\uFE0F",
        "\uD83D",
        "\uDE00",
        "😀",
        "👩‍👩‍👧‍👦",
        "🏴\uDB40\uDC67\uDB40\uDC62\uDB40\uDC73\uDB40\uDC63\uDB40\uDC74\uDB40\uDC7F",
        "\uDB40\uDC67",
        "🇩🇪",
        "@",
        "＠",
        "﹫",
        "@everyone",
        "<@",
        "<@!",
        "<@&1>",
        "<#",
        "</",
        "1>",
        "a",
        "B",
        "ALICE:",
        "\nBOB:\n",
        "<|endoftext|>",
        "https://",
        "t.me/x",
        "a.com",
        "[",
        "](",
        ")",
        ".",
        "! ",
        "? ",
        "```",
        "\n```java\n",
        "\n```\n",
        "مرحبا",
        "שלום",
        "你好。",
        "สวัสดี",
        "hello there"
    };

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> anything =
                Arbitraries.integers().between(0, 0x10FFFF).map(Character::toString);
        Arbitrary<String> trap = Arbitraries.of(TRAPS);
        return Arbitraries.oneOf(trap, trap, trap, anything, Arbitraries.strings().ascii())
                .list()
                .ofMaxSize(30)
                .map(pieces -> String.join("", pieces));
    }
}
