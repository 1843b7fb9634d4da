package dev.understudy.configuration;

import dev.understudy.sampling.Sampling;
import dev.understudy.settings.Range;
import dev.understudy.settings.UserError;
import dev.understudy.stage.guard.GuardSettings;
import java.time.Duration;
import java.util.List;

/// How clones behave, unless a channel says otherwise.
///
/// @param temperature how bold replies are; no unit, 0 is always the likeliest word
/// @param topP picks among the fewest words that are together this likely
/// @param talkativeness how often a clone speaks unasked, as a multiple of its friend's habit
/// @param pace how long it takes to answer and to type, as a multiple of its friend's; 0 is at once
/// @param links whether links in what it says are kept
/// @param blockedWords what it never says, as whole words in any case
/// @param blockedPatterns the same as regular expressions, in RE2's syntax
/// @param mark what follows a friend's name to show that this is a clone
/// @param privateMessages whether it answers outside of groups
/// @param silence a pause after which a new conversation begins
public record Manners(
        double temperature,
        double topP,
        double talkativeness,
        double pace,
        boolean links,
        List<String> blockedWords,
        List<String> blockedPatterns,
        String mark,
        boolean privateMessages,
        Duration silence) {

    static final Range TEMPERATURE = new Range(0, 2);
    static final Range TOP_P = new Range(0.01, 1);
    static final Range TALKATIVENESS = new Range(0, 10);
    static final Range PACE = new Range(0, 5);

    /// Beside the longest name still within Discord's 80 characters.
    static final int LONGEST_MARK = 20;

    /// Between the parts of one emoji.
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    /// As the model and the friend would have it; no links, groups only. An hour of silence is what
    /// models are trained with.
    public static final Manners DEFAULT =
            new Manners(
                    Sampling.DEFAULT.temperature(),
                    Sampling.DEFAULT.topP(),
                    1,
                    1,
                    false,
                    List.of(),
                    List.of(),
                    "(clone)",
                    false,
                    Duration.ofHours(1));

    public Manners {
        TEMPERATURE.require("manners.temperature", temperature);
        TOP_P.require("manners.top-p", topP);
        TALKATIVENESS.require("manners.talkativeness", talkativeness);
        PACE.require("manners.pace", pace);
        blockedWords = List.copyOf(blockedWords);
        blockedPatterns = List.copyOf(blockedPatterns);
        new GuardSettings(links, blockedWords, blockedPatterns).requireUsable();
        if (!isMark(mark)) {
            throw new UserError(
                    "manners.mark cannot mark a clone; accepted: one line of 1 to %d characters."
                            .formatted(LONGEST_MARK),
                    "Leave it out for " + DEFAULT.mark + ".");
        }
        if (!silence.isPositive()) {
            throw new UserError(
                    "manners.silence is not above zero.", "Leave it out for an hour, 1h.");
        }
    }

    /// Whether `mark` can be seen beside a name.
    static boolean isMark(String mark) {
        return !mark.replace(Character.toString(ZERO_WIDTH_JOINER), "").isBlank()
                && mark.length() <= LONGEST_MARK
                && mark.codePoints()
                        .noneMatch(
                                one ->
                                        Character.isISOControl(one)
                                                || (Character.getType(one) == Character.FORMAT
                                                        && one != ZERO_WIDTH_JOINER));
    }

    /// What a clone of `name` is called.
    public String marked(String name) {
        return name + " " + mark;
    }

    /// What may be sent of what it says.
    public GuardSettings guard() {
        return new GuardSettings(links, blockedWords, blockedPatterns);
    }

    /// How replies are chosen.
    public Sampling sampling() {
        return Sampling.DEFAULT.withTemperature(temperature).withTopP(topP);
    }
}
