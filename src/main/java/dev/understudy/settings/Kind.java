package dev.understudy.settings;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What values a setting takes, and how they are spelled.
///
/// @param accepted the values in words, after "accepted: "
/// @param reader the value that a text spells; empty when it spells none
/// @param writer the one spelling of a value
/// @param choices all spellings, where there are few; else empty
public record Kind<T>(
        String accepted,
        Function<String, Optional<T>> reader,
        Function<T, String> writer,
        List<String> choices) {

    public Kind {
        choices = List.copyOf(choices);
    }

    /// Whatever `reader` makes of a text; it is written as it shows itself.
    public static <T> Kind<T> of(String accepted, Function<String, Optional<T>> reader) {
        return new Kind<>(accepted, reader, String::valueOf, List.of());
    }

    /// Whole numbers from `least` on.
    public static Kind<Long> whole(long least) {
        return whole(least, Integer.MAX_VALUE, least + " or more");
    }

    /// Whole numbers from `least` to `most`.
    public static Kind<Long> whole(long least, long most) {
        return whole(least, most, least + " to " + most);
    }

    private static Kind<Long> whole(long least, long most, String range) {
        return of(
                "a whole number, " + range,
                text ->
                        number(text, Long::valueOf)
                                .filter(found -> found >= least && found <= most));
    }

    /// Any whole number.
    public static Kind<Long> seed() {
        return of("a whole number", text -> number(text, Long::valueOf));
    }

    /// Numbers that `holds` lets pass.
    public static Kind<Double> real(String range, DoublePredicate holds) {
        return new Kind<>(
                "a number " + range,
                text -> number(text, Double::valueOf).filter(holds::test),
                Kind::plain,
                List.of());
    }

    /// Amounts and percentages: `100`, `5%`.
    ///
    /// @param holds judges what was read
    public static Kind<Portion> portion(String accepted, Predicate<Portion> holds) {
        return of(
                accepted,
                text -> {
                    boolean ofWhole = text.endsWith("%");
                    String digits = ofWhole ? text.substring(0, text.length() - 1) : text;
                    return number(digits.strip(), Double::valueOf)
                            .map(found -> new Portion(ofWhole ? found / 100 : found, ofWhole))
                            .filter(holds);
                });
    }

    /// The constants of an enumeration, in lower case with dashes.
    public static <E extends Enum<E>> Kind<E> choice(Class<E> type) {
        List<String> names = Arrays.stream(type.getEnumConstants()).map(Kind::spelled).toList();
        return new Kind<>(
                String.join(", ", names),
                text ->
                        Arrays.stream(type.getEnumConstants())
                                .filter(one -> spelled(one).equals(text.toLowerCase(Locale.ROOT)))
                                .findFirst(),
                Kind::spelled,
                names);
    }

    /// `ADAMW_8BIT` as people type it: `adamw-8bit`.
    private static String spelled(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Yes or no.
    public static Kind<Boolean> yesNo() {
        return new Kind<>(
                "true, false",
                text ->
                        switch (text.toLowerCase(Locale.ROOT)) {
                            case "true", "yes", "on" -> Optional.of(true);
                            case "false", "no", "off" -> Optional.of(false);
                            case String _ -> Optional.empty();
                        },
                String::valueOf,
                List.of("true", "false"));
    }

    /// Times such as `90s`, `2m`, `1h`, `1d`, and `PT1H30M`.
    public static Kind<Duration> time(String range, Predicate<Duration> holds) {
        return new Kind<>(
                "a time as in 90s, 2m or 1h, " + range,
                text -> duration(text).filter(holds),
                Kind::spelled,
                List.of());
    }

    private static Optional<Duration> duration(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        String iso =
                upper.startsWith("P")
                        ? upper
                        : upper.endsWith("D") ? "P" + upper : "PT" + upper.replace(" ", "");
        try {
            return Optional.of(Duration.parse(iso));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    private static String spelled(Duration time) {
        return time.toString().replaceFirst("^PT", "").toLowerCase(Locale.ROOT);
    }

    /// Any text that is not blank.
    public static Kind<String> text(String accepted) {
        return of(accepted, text -> Optional.of(text).filter(found -> !found.isEmpty()));
    }

    /// Names with commas between them; none when empty.
    public static Kind<List<String>> names() {
        return new Kind<>(
                "names with commas between them",
                text ->
                        Optional.of(
                                Arrays.stream(text.split(","))
                                        .map(String::strip)
                                        .filter(name -> !name.isEmpty())
                                        .toList()),
                found -> found.stream().collect(Collectors.joining(",")),
                List.of());
    }

    /// The number that `parse` finds in `text`; empty where that is none as people write them.
    public static <N> Optional<N> number(String text, Function<String, N> parse) {
        // Java's own notation for types, as in 1d or 0x1p3, is not ours.
        if (!text.matches("[+-]?[0-9.]+([eE][+-]?[0-9]+)?|NaN")) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse.apply(text));
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    /// A number as a person writes it: `1024`, `0.1`, `5e-5`.
    public static String plain(double number) {
        if (number == Math.rint(number) && Math.abs(number) < 1e15) {
            return Long.toString((long) number);
        }
        BigDecimal exact = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        if (Math.abs(number) >= 1e-2) {
            return exact.toPlainString();
        }
        int exponent = exact.precision() - exact.scale() - 1;
        return exact.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
    }

    /// An amount, or a share of another one: `100`, `5%`.
    ///
    /// @param amount the number itself, or 0.05 for five percent
    /// @param ofWhole whether it is a share
    public record Portion(double amount, boolean ofWhole) {

        /// What it comes to where the whole is `whole`.
        public double of(double whole) {
            return ofWhole ? amount * whole : amount;
        }

        @Override
        public String toString() {
            return ofWhole ? plain(amount * 100) + "%" : plain(amount);
        }
    }
}
