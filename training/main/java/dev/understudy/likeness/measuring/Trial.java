package dev.understudy.likeness.measuring;

import dev.understudy.chat.SpeakerName;
import dev.understudy.likeness.Foreseen;
import dev.understudy.likeness.Share;
import dev.understudy.likeness.WhoSaidIt;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What only the model itself can tell; all else follows from it.
///
/// @param friends whose clones were asked, by name
/// @param words how each one's words are foreseen
/// @param answers of each of the friends, in their order
record Trial(
        List<SpeakerName> friends,
        Foreseen whole,
        Map<SpeakerName, Foreseen> words,
        List<Answers> answers,
        Optional<WhoSaidIt> whoSaidIt,
        Share canaries) {
    Trial {
        friends = List.copyOf(friends);
        words = Map.copyOf(words);
        answers = List.copyOf(answers);
    }

    List<List<String>> replies() {
        return answers.stream().map(Answers::texts).toList();
    }
}
