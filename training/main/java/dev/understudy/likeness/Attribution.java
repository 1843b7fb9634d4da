package dev.understudy.likeness;

import java.util.List;
import java.util.Optional;

/// Lines of several sources that a classifier of real lines gives to the right friend. All of them
/// answer the same moments of held-out conversations.
///
/// @param chance what guessing comes to, from 0 to 1
/// @param real what the friends said there themselves: nobody can be expected to do better
/// @param replies of the clones
/// @param chain of a Markov chain for each friend, which knows their words and no sense
/// @param base of the model before it knew the friends, if it is there
public record Attribution(
        double chance, Tally real, Tally replies, Tally chain, Optional<Tally> base) {

    /// The lines of one source that are given to the right friend.
    ///
    /// @param friends in the order of [Likeness#friends]
    public record Tally(Share all, List<Share> friends) {
        public Tally {
            friends = List.copyOf(friends);
        }

        /// All of them together.
        public static Tally of(List<Share> friends) {
            return new Tally(friends.stream().reduce(Share.NONE, Share::plus), friends);
        }
    }
}
