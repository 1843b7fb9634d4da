package dev.understudy.likeness.page;

import dev.understudy.likeness.Attribution;
import dev.understudy.likeness.Attribution.Tally;
import dev.understudy.likeness.Likeness;
import dev.understudy.likeness.Share;
import dev.understudy.likeness.page.Bars.Bar;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/// Who is taken for whom, together and friend by friend.
record Sources(Likeness likeness, Attribution found) {

    String html() {
        StringBuilder html = new StringBuilder();
        html.append(
                bars("All friends", Tally::all)
                        .html("The line is what guessing comes to: " + chance() + "."));
        html.append("<div class=\"friends\">\n");
        for (int i = 0; i < likeness.friends().size(); i++) {
            int place = i;
            html.append(
                    bars(
                                    likeness.friends().get(i).name().text(),
                                    tally -> tally.friends().get(place))
                            .html(""));
        }
        return html.append("</div>\n").toString();
    }

    private String chance() {
        return Words.percent(found.chance());
    }

    private Bars bars(String title, Function<Tally, Share> share) {
        List<Bar> bars = new ArrayList<>();
        bars.add(bar("the friends", share.apply(found.real()), 7));
        bars.add(bar("their clones", share.apply(found.replies()), 0));
        bars.add(bar("Markov chains", share.apply(found.chain()), 4));
        found.base()
                .ifPresent(base -> bars.add(bar(likeness.base().orElse(""), share.apply(base), 1)));
        return new Bars(title, 1, bars);
    }

    private Bar bar(String name, Share share, int colour) {
        OptionalDouble mark = OptionalDouble.of(found.chance());
        return new Bar(name, share.part(), colour, Words.percent(share), mark);
    }
}
