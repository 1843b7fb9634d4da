package dev.understudy.likeness.page;

import dev.understudy.likeness.Friend;
import dev.understudy.likeness.Likeness;
import dev.understudy.likeness.Style;
import dev.understudy.likeness.page.Bars.Bar;
import dev.understudy.likeness.style.StyleDistance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/// How far each clone's manner is from its friend's: all bars of one scale.
record Styles(Likeness likeness) {
    private static final double LEAST_SCALE = 0.1;
    private static final Map<String, ToDoubleFunction<StyleDistance>> MEASURES = measures();

    private static Map<String, ToDoubleFunction<StyleDistance>> measures() {
        Map<String, ToDoubleFunction<StyleDistance>> measures = new LinkedHashMap<>();
        measures.put("words", StyleDistance::words);
        measures.put("characters", StyleDistance::characters);
        measures.put("lines in a turn", StyleDistance::lines);
        measures.put("ends of lines", StyleDistance::endings);
        measures.put("punctuation", StyleDistance::punctuation);
        measures.put("capitals", StyleDistance::capitals);
        measures.put("emoji", StyleDistance::emoji);
        return measures;
    }

    /// A picture for each friend of whom there is enough; nothing when there is nobody.
    String html() {
        StringBuilder html = new StringBuilder();
        for (Friend friend : likeness.friends()) {
            friend.style().ifPresent(style -> html.append(picture(friend, style)));
        }
        return html.isEmpty() ? "" : "<div class=\"friends\">\n" + html + "</div>\n";
    }

    private String picture(Friend friend, Style style) {
        List<Bar> bars = new ArrayList<>();
        MEASURES.forEach(
                (name, measure) -> {
                    double value = measure.applyAsDouble(style.distance());
                    OptionalDouble floor = OptionalDouble.of(measure.applyAsDouble(style.floor()));
                    bars.add(new Bar(name, value, 3, Words.three(value), floor));
                });
        String note =
                "%d turns of each%s"
                        .formatted(
                                style.turns(),
                                style.learnt() ? ", the friend's from the training part" : "");
        return new Bars(friend.name().text(), scale(), bars).html(note);
    }

    private double scale() {
        double most = LEAST_SCALE;
        for (Friend friend : likeness.friends()) {
            for (ToDoubleFunction<StyleDistance> measure : MEASURES.values()) {
                double value =
                        friend.style().map(Style::distance).map(measure::applyAsDouble).orElse(0.0);
                most = Math.max(most, value);
            }
        }
        return most;
    }
}
