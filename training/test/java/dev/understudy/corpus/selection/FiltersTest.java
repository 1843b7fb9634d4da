package dev.understudy.corpus.selection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chat.Channel;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Platform;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FiltersTest {
    private static final String PASTA =
            "What did you just say about my sourdough? I will have you know that I came first in my"
                    + " class at the bakery, and that I have raised over three hundred loaves.";
    private static final String OTHER =
            "The train leaves at seven from the north side of the station, and if we miss it there"
                    + " is another one an hour later that stops in every village on the way.";

    private final List<Filter> filters = Selection.STANDARD.filters();

    private Optional<Omission> judge(String text) {
        return judge(filters, text);
    }

    private static Optional<Omission> judge(List<Filter> filters, String text) {
        Message message =
                new Message(
                        new Channel(Platform.TELEGRAM, "group", ""),
                        "1",
                        new Handle(Platform.TELEGRAM, "alice"),
                        "alice",
                        Instant.EPOCH,
                        0,
                        Message.Kind.SPEECH,
                        text,
                        Optional.empty(),
                        Optional.empty());
        return filters.stream().flatMap(one -> one.judge(message, text).stream()).findFirst();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/clone alice", "/start@a_bot", "!play despacito", "/roll\n2d6", "!ü"})
    void leavesOutCommands(String text) {
        assertThat(judge(text)).contains(Omission.COMMAND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"!!!", "/", "! no", "/ 10", "/etc/hosts is gone", "so /clone it", "!"})
    void keepsWhatOnlyLooksLikeACommand(String text) {
        assertThat(judge(text)).isEmpty();
    }

    @Test
    void theirPrefixesCanBeSet() {
        List<Filter> dotted = new Selection(List.of(".", "hey bot, "), 0).filters();
        assertThat(judge(dotted, ".play")).contains(Omission.COMMAND);
        assertThat(judge(dotted, "hey bot, play")).contains(Omission.COMMAND);
        assertThat(judge(dotted, "/play")).isEmpty();
        assertThat(judge(new Selection(List.of(), 0).filters(), "/play")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<Media omitted>",
                "image omitted",
                "[Photo]",
                "(sticker)",
                "This message was deleted",
                "<attachment not included>",
                "You deleted this message.",
                "[voice message]"
            })
    void leavesOutWhatAnAppWroteInPlaceOfAPicture(String text) {
        assertThat(judge(text)).contains(Omission.PLACEHOLDER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "photo",
                "nice image omitted there",
                "[Photo] look at this",
                "media",
                "location?"
            })
    void keepsWordsAboutPictures(String text) {
        assertThat(judge(text)).isEmpty();
    }

    @Test
    void leavesOutLinksThatStandAlone() {
        assertThat(judge("https://example.org/a?b=c")).contains(Omission.LINK);
        assertThat(judge("HTTP://example.org\n<www.example.org>")).contains(Omission.LINK);
        assertThat(judge("look: https://example.org")).isEmpty();
        assertThat(judge("https://example.org lol")).isEmpty();
        assertThat(judge("www.".repeat(100_000) + " x")).isEmpty();
    }

    @Test
    void keepsPasteOnceHoweverItIsSpelled() {
        assertThat(judge(PASTA)).isEmpty();
        assertThat(judge(OTHER)).isEmpty();
        assertThat(judge(PASTA)).contains(Omission.PASTE);
        assertThat(judge(PASTA.toUpperCase(Locale.ROOT) + "!!!")).contains(Omission.PASTE);
        assertThat(judge("> " + PASTA.replace(" ", "  ").replace("three", "four")))
                .contains(Omission.PASTE);
        assertThat(judge(OTHER)).contains(Omission.PASTE);
    }

    @Test
    void keepsLongTextsThatShareHalfTheirWords() {
        assertThat(judge(PASTA)).isEmpty();
        assertThat(judge(PASTA.substring(0, 80) + OTHER.substring(0, 80))).isEmpty();
    }

    @Test
    void keepsEveryShortText() {
        for (int i = 0; i < 5; i++) {
            assertThat(judge("lol")).isEmpty();
            assertThat(judge("ha".repeat(40))).isEmpty();
            assertThat(judge(". ".repeat(100) + "ok")).as("few letters").isEmpty();
        }
    }

    @Test
    void keepsAllPasteWhenAskedTo() {
        List<Filter> all = new Selection(List.of("/"), 0).filters();
        assertThat(judge(all, PASTA)).isEmpty();
        assertThat(judge(all, PASTA)).isEmpty();
    }
}
