package dev.understudy.configuration;

import dev.understudy.archive.live.Policy;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Platform;
import dev.understudy.clone.night.NightSettings;
import dev.understudy.clone.version.GateSettings;
import dev.understudy.clone.version.Retention;
import dev.understudy.clone.voice.EngineSettings;
import dev.understudy.configuration.access.ArchiveSettings;
import dev.understudy.scrub.PrivateTerms;
import dev.understudy.settings.UserError;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Everything that `understudy.yml` says, with the defaults of what it leaves out. Thread-safe.
///
/// @param platforms where clones may speak at all
/// @param circles which places belong to which circle, in the order of the file
/// @param operators who may use the commands for operators, on every platform
/// @param notices where operators are told what they should know; nowhere when empty
/// @param manners how clones behave
/// @param budgets how much they may do
/// @param privacy what no model learns, besides what is private everywhere
/// @param models how many versions of each circle's model are kept
/// @param gates what is asked of a new version before it goes live
/// @param nightly when models go on learning, and how
/// @param archive where everything that was said is kept
/// @param engine how clones compute what they say
public record Configuration(
        Platforms platforms,
        Map<Circle, CircleSettings> circles,
        Set<Handle> operators,
        Optional<Place> notices,
        Manners manners,
        Budgets budgets,
        PrivateTerms privacy,
        Retention models,
        GateSettings gates,
        NightSettings nightly,
        ArchiveSettings archive,
        EngineSettings engine) {

    /// What holds without a file: no places, so nothing is heard and nobody speaks.
    public static final Configuration DEFAULT =
            new Configuration(
                    Platforms.DEFAULT,
                    Map.of(),
                    Set.of(),
                    Optional.empty(),
                    Manners.DEFAULT,
                    Budgets.DEFAULT,
                    PrivateTerms.NONE,
                    Retention.DEFAULT,
                    GateSettings.DEFAULT,
                    NightSettings.DEFAULT,
                    ArchiveSettings.DEFAULT,
                    EngineSettings.DEFAULT);

    public Configuration {
        // Not Map.copyOf: the order of the file is kept.
        circles = Collections.unmodifiableMap(new LinkedHashMap<>(circles));
        operators = Set.copyOf(operators);
        Map<Place, Circle> owners = new HashMap<>();
        circles.forEach(
                (circle, settings) ->
                        settings.places()
                                .forEach(
                                        place -> {
                                            Circle other = owners.put(place, circle);
                                            if (other != null) {
                                                throw shared(place, other, circle);
                                            }
                                        }));
    }

    static UserError shared(Place place, Circle one, Circle other) {
        return new UserError(
                "%s belongs to two circles, %s and %s.".formatted(place, one, other),
                "Leave it with one of them: nothing crosses between circles.");
    }

    /// What is said about `circle`; the defaults where nothing is.
    public CircleSettings circle(Circle circle) {
        return circles.getOrDefault(circle, CircleSettings.DEFAULT);
    }

    /// What holds in `circle` for those who have not been asked. A circle that the file does not
    /// name is on no platform: it is its operator's own, and nobody has to agree there.
    public Policy policy(Circle circle) {
        return Optional.ofNullable(circles.get(circle))
                .map(CircleSettings::consent)
                .orElse(Policy.OPT_OUT);
    }

    /// The circle that a place on `platform` belongs to; empty when it belongs to none.
    ///
    /// @param ids the place's own and those that it is in, the closest first: on Discord thread,
    ///   channel, server; on Telegram the group alone, in any of its spellings
    public Optional<Circle> circleAt(Platform platform, List<String> ids) {
        for (String id : ids) {
            Optional<Place> place = Place.of(platform, id);
            for (Map.Entry<Circle, CircleSettings> circle : circles.entrySet()) {
                if (place.isPresent() && circle.getValue().places().contains(place.get())) {
                    return Optional.of(circle.getKey());
                }
            }
        }
        return Optional.empty();
    }

    /// Whether `handle` may use the commands for operators.
    public boolean isOperator(Handle handle) {
        return operators.contains(handle);
    }
}
