package dev.understudy.likeness;

import dev.understudy.chat.SpeakerName;
import java.util.List;
import java.util.Optional;

/// How much the clones of a model are like their friends, measured on what the friends said and the
/// model never saw. Names and numbers: no word of anybody is in it.
///
/// @param format [#FORMAT]
/// @param model its name
/// @param heldOut the hash of the validation part that it was measured on: two likenesses of one
///   part can be compared
/// @param settings how it was measured
/// @param whole how the model foresees the validation part, headers included
/// @param friends those whose clones were asked, by name
/// @param whoSaidIt empty where it was not asked for, or there is one friend alone
/// @param attribution empty where there is one friend alone
/// @param base the name of the model that this one was made of; empty where there is none here
public record Likeness(
        int format,
        String model,
        String heldOut,
        LikenessSettings settings,
        Foreseen whole,
        List<Friend> friends,
        Optional<WhoSaidIt> whoSaidIt,
        Optional<Attribution> attribution,
        Faults faults,
        Optional<String> base) {

    /// The form that this version writes and reads.
    public static final int FORMAT = 1;

    public Likeness {
        if (format != FORMAT) {
            throw new IllegalArgumentException("format " + format + "; accepted: " + FORMAT);
        }
        friends = List.copyOf(friends);
    }

    /// What was measured of `name`; empty of somebody who was not asked.
    public Optional<Friend> friend(SpeakerName name) {
        return friends.stream().filter(friend -> friend.name().equals(name)).findFirst();
    }

    /// How many of the replies of `name`'s clone were given to `name`; empty where nobody was
    /// asked.
    public Optional<Share> attributed(SpeakerName name) {
        for (int i = 0; i < friends.size(); i++) {
            if (friends.get(i).name().equals(name)) {
                int place = i;
                return attribution.map(all -> all.replies().friends().get(place));
            }
        }
        return Optional.empty();
    }
}
