package dev.understudy.cast;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/// How somebody's words look on a screen: case, marks, spelling, and how many messages they take.
@FunctionalInterface
public interface Manner {
    /// What is sent when somebody means `draft`: one message or more, none of them empty.
    List<String> send(List<String> draft, RandomGenerator random);

    /// Whole sentences in one message.
    Manner CAREFUL = (draft, _) -> List.of(Spelling.sentences(String.join(" ", draft)));

    /// The fewest words, a full stop after each thought, no question marks.
    Manner TERSE =
            (draft, _) ->
                    List.of(
                            Spelling.sentences(
                                    String.join(" ", draft)
                                            .replaceAll("\\b(so|really|very|please) ", "")
                                            .replaceAll("[?!;]+", ".")));

    /// Capitals, three exclamation marks, now and then in two messages.
    Manner SHOUTING = Manner::shout;

    /// Lower case, no marks, short spelling, up to three messages in a row.
    Manner MUMBLING = Manner::mumble;

    /// Lower case, long vowels, and one or two emoji that fit the words.
    Manner SPARKLING = Manner::sparkle;

    private static List<String> shout(List<String> draft, RandomGenerator random) {
        List<String> shouted = new ArrayList<>();
        String all = String.join(" ", draft).replaceAll("[.;!]+(?= |$)", "!");
        String ended = all.endsWith("!") || all.endsWith("?") ? all : all + "!";
        String loud = ended.toUpperCase(Locale.ROOT).replaceAll("([!?])", "$1$1$1");
        int first = loud.indexOf("! ");
        if (first > 0 && random.nextInt(4) == 0) {
            shouted.add(loud.substring(0, first + 1));
            loud = loud.substring(first + 2);
        }
        shouted.add(random.nextInt(16) == 0 ? loud + " XD" : loud);
        return shouted;
    }

    private static List<String> mumble(List<String> draft, RandomGenerator random) {
        List<String> mumbled = new ArrayList<>();
        for (String part : draft) {
            for (String piece : part.split("(?<=[.?!;,]) ", -1)) {
                mumbled.add(Spelling.shortened(piece));
            }
        }
        if (mumbled.size() == 1 && random.nextInt(2) == 0) {
            mumbled.addFirst(Spelling.OPENERS.get(random.nextInt(Spelling.OPENERS.size())));
        }
        if (mumbled.size() < 3 && random.nextInt(12) == 0) {
            mumbled.add(Spelling.CLOSERS.get(random.nextInt(Spelling.CLOSERS.size())));
        }
        while (mumbled.size() > 3) {
            String last = mumbled.removeLast();
            mumbled.addLast(mumbled.removeLast() + " " + last);
        }
        return mumbled;
    }

    private static List<String> sparkle(List<String> draft, RandomGenerator random) {
        List<String> sparkled = new ArrayList<>();
        String all = Spelling.drawnOut(String.join(" ", draft));
        int first = Math.max(all.indexOf("! "), all.indexOf("? "));
        if (first > 0 && random.nextInt(4) == 0) {
            sparkled.add(withEmoji(all.substring(0, first + 1), random));
            all = all.substring(first + 2);
        }
        sparkled.add(withEmoji(all, random));
        return sparkled;
    }

    private static String withEmoji(String text, RandomGenerator random) {
        StringBuilder decorated = new StringBuilder(text).append(' ');
        List<String> fitting = Spelling.emojiFor(text);
        decorated.append(fitting.get(random.nextInt(fitting.size())));
        if (random.nextInt(3) == 0) {
            decorated.append(fitting.getFirst());
        }
        return decorated.toString();
    }
}
