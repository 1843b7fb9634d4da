package dev.understudy.cast;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The ways in which the friends spell: what a manner is made of.
final class Spelling {
    /// What comes first when one message is not enough.
    static final List<String> OPENERS = List.of("ok so", "hey", "oi");

    /// What comes last, for no reason.
    static final List<String> CLOSERS = List.of("lol", "lol", "mate");

    private static final List<String> ANY_THEME = List.of("✨", "💖", "🥰");

    /// Words that call for an emoji; the first theme that a text touches wins.
    private static final List<Theme> THEMES =
            List.of(
                    new Theme("bread|loaf|dough|clint|bak|baguette|croissant|crust", "🍞", "🥖"),
                    new Theme("bun|cake|cookie|cupcake|toast|food|eat|hungry", "🧁", "😋"),
                    new Theme("gerald|cat|fluff|naughty", "🐱", "😹"),
                    new Theme("brenda|bob\\b|van\\b", "🚐", "🛠️"),
                    new Theme("sock|gig|drum|carmen|song|music|band", "🥁", "🎶"),
                    new Theme("climb|wall|dmitri|brave|high|strong", "🧗", "💪"),
                    new Theme("plant|fern|basil|cactus|rose|flower|tulip|spring", "🌱", "🌷"),
                    new Theme("sun|beach|summer|hot\\b|warm", "☀️", "🏖️"),
                    new Theme("rain|wet|storm", "🌧️", "☔"),
                    new Theme("cold|snow|ic[ey]|winter", "❄️", "⛄"),
                    new Theme("night|sleep|dream|tired|nap|bed\\b|cosy", "😴", "🌙"),
                    new Theme("birthday|party|new year|win|won", "🎉", "🎂"),
                    new Theme("haha|heheh|funny|joke|dead", "😂", "🤣"),
                    new Theme("sad|sorry|oh no|poor|bad|cry", "🥺", "😢"),
                    new Theme("book|alice|library|quiz|read", "📚", "🤓"),
                    new Theme("love|hug|miss|thank|sweet", "💕", "🤗"));

    private static final List<Brevity> SHORT_FORMS =
            Stream.of(
                            "you are=ur",
                            "your=ur",
                            "you=u",
                            "tomorrow=tmrw",
                            "favourite=fave",
                            "please=pls",
                            "thank u=ta",
                            "thanks=ta",
                            "i am=im",
                            "do not=dont",
                            "did not=didnt",
                            "is not=isnt",
                            "what is=whats",
                            "how is=hows",
                            "it is=its",
                            "that is=thats",
                            "who is=whos",
                            "let us=lets",
                            "want to=wanna",
                            "going to=gonna",
                            "because=cos",
                            "something=summat",
                            "nothing=nowt")
                    .map(pair -> pair.split("=", -1))
                    .map(pair -> new Brevity(Pattern.compile("\\b" + pair[0] + "\\b"), pair[1]))
                    .toList();

    private static final Pattern LONG_WORD =
            Pattern.compile("\\b(so|yes|no|hi|hey|omg|please|sorry|night|good|bye)\\b");
    private static final Pattern SENTENCE_START = Pattern.compile("(?:^|(?<=[.?!] ))\\p{Ll}");

    private Spelling() {}

    private record Theme(Pattern words, List<String> emoji) {
        Theme(String words, String first, String second) {
            this(Pattern.compile("\\b(" + words + ")"), List.of(first, second));
        }
    }

    private record Brevity(Pattern full, String brief) {}

    /// `text` with a capital at the start of each sentence and a mark at the end of the last.
    static String sentences(String text) {
        String begun =
                SENTENCE_START
                        .matcher(text)
                        .replaceAll(letter -> letter.group().toUpperCase(Locale.ROOT));
        return begun.matches(".*([.?!]|:\\))") ? begun : begun + ".";
    }

    /// `text` in lower case, without marks, in as few letters as a thumb can manage.
    static String shortened(String text) {
        String bare = text.toLowerCase(Locale.ROOT).replaceAll("[.,;:?!'()]", "").strip();
        for (Brevity form : SHORT_FORMS) {
            bare = form.full().matcher(bare).replaceAll(form.brief());
        }
        return bare;
    }

    /// `text` in lower case, friendly words drawn out: `sooo good`.
    static String drawnOut(String text) {
        String low = text.toLowerCase(Locale.ROOT).replace("'", "").replaceAll(";", ",");
        String brief = low.replaceAll("\\byou\\b", "u").replaceAll("\\byour\\b", "ur");
        String plain = brief.replaceAll("\\bi am\\b", "im").replaceAll("\\bdo not\\b", "dont");
        return LONG_WORD.matcher(plain).replaceAll(Spelling::drawnOut).replaceAll("\\.$", "");
    }

    private static String drawnOut(MatchResult word) {
        String all = word.group();
        return all + all.substring(all.length() - 1).repeat(2);
    }

    /// The emoji that go with what `text` is about, the most fitting first.
    static List<String> emojiFor(String text) {
        return THEMES.stream()
                .filter(theme -> theme.words().matcher(text).find())
                .findFirst()
                .map(Theme::emoji)
                .orElse(ANY_THEME);
    }
}
