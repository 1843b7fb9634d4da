package dev.understudy.statistics;

import dev.understudy.page.Numbers;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Figures in words, for the table and the page alike.
public final class Statements {
    private Statements() {}

    /// How much was said: `1,200 messages and 9,000 words in 40 conversations`.
    public static String amount(Statistics.Totals totals) {
        return "%s and %s in %s"
                .formatted(
                        count(totals.messages(), "message"),
                        count(totals.words(), "word"),
                        count(totals.conversations(), "conversation"));
    }

    /// `number` of a thing that is called `one`, in the plural with an s.
    public static String count(long number, String one) {
        return Numbers.text(number) + " " + one + (number == 1 ? "" : "s");
    }

    /// `number` of people: `3 people`.
    public static String people(long number) {
        return Numbers.text(number) + (number == 1 ? " person" : " people");
    }

    /// The hour of the week with the most messages, the first of several: `Friday at 21:00`.
    public static String busiestHour(Statistics statistics) {
        int day = 0;
        int hour = 0;
        for (int d = 0; d < statistics.week().size(); d++) {
            for (int h = 0; h < statistics.week().get(d).size(); h++) {
                if (statistics.week().get(d).get(h) > statistics.week().get(day).get(hour)) {
                    day = d;
                    hour = h;
                }
            }
        }
        String name = DayOfWeek.of(day + 1).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
        return String.format(Locale.ROOT, "%s at %02d:00", name, hour);
    }

    /// `time` in its two largest units.
    public static String time(Duration time) {
        if (time.toDays() > 0) {
            return time.toDays() + " d " + time.toHoursPart() + " h";
        }
        return time.toHours() > 0
                ? time.toHours() + " h " + time.toMinutesPart() + " min"
                : time.toMinutes() > 0 ? time.toMinutes() + " min" : time.toSeconds() + " s";
    }

    /// What is not in the figures, or not in all, a sentence each.
    public static List<String> leftOut(Statistics.Totals totals) {
        List<String> left = new ArrayList<>();
        if (totals.bots() > 0) {
            left.add("Not counted: %s by bots.".formatted(count(totals.bots(), "message")));
        }
        if (totals.unknown() > 0) {
            left.add(
                    "Not counted: %s of accounts that belong to nobody in the circle."
                            .formatted(count(totals.unknown(), "message")));
        }
        if (totals.withoutClock() > 0) {
            left.add(
                    "Without a time, and so in no week, month, burst or conversation: %s."
                            .formatted(count(totals.withoutClock(), "message")));
        }
        return left;
    }
}
