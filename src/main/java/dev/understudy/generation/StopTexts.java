package dev.understudy.generation;

import java.util.List;

/// Lets text through up to the first of some words, and holds back what may be their beginning. One
/// thread.
final class StopTexts {
    private final List<String> stops;
    private String held = "";
    private boolean found;

    StopTexts(List<String> stops) {
        this.stops = stops;
    }

    /// What can be shown now that `more` is written.
    String add(String more) {
        String text = held + more;
        int end = stops.stream().mapToInt(text::indexOf).filter(at -> at >= 0).min().orElse(-1);
        if (end >= 0) {
            found = true;
            held = "";
            return text.substring(0, end);
        }
        int safe = text.length() - stops.stream().mapToInt(s -> begun(text, s)).max().orElse(0);
        held = text.substring(safe);
        return text.substring(0, safe);
    }

    /// How many characters at the end of `text` are the beginning of `stop`.
    private static int begun(String text, String stop) {
        for (int length = Math.min(text.length(), stop.length() - 1); length > 0; length--) {
            if (text.endsWith(stop.substring(0, length))) {
                return length;
            }
        }
        return 0;
    }

    /// Whether one of the words has come.
    boolean found() {
        return found;
    }

    /// What was held back, and became nothing.
    String finish() {
        String rest = held;
        held = "";
        return rest;
    }
}
