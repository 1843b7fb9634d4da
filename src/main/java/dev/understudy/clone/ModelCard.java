package dev.understudy.clone;

import dev.understudy.chat.Circle;
import dev.understudy.chat.SpeakerName;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a model is and where it comes from: `understudy.json` in its checkpoint folder.
///
/// Keys that this version does not know are ignored when a card is read.
///
/// @param formatVersion [#FORMAT_VERSION], raised when older versions could misread a card
/// @param circle whose model it is
/// @param speakers whom it plays
/// @param preset the training preset it was made with
/// @param seed of the training
/// @param corpusHash of the corpus it has seen
/// @param parentVersion the model it was trained from; empty when from scratch
/// @param metrics figures by name, such as `validation_loss`
/// @param createdAt when its training ended
public record ModelCard(
        int formatVersion,
        Circle circle,
        List<Speaker> speakers,
        String preset,
        long seed,
        String corpusHash,
        Optional<String> parentVersion,
        Map<String, Double> metrics,
        Instant createdAt) {

    /// The form of card that this version writes and reads.
    public static final int FORMAT_VERSION = 1;

    public ModelCard {
        speakers = List.copyOf(speakers);
        SortedMap<String, Double> byName = new TreeMap<>(metrics);
        metrics = Collections.unmodifiableSortedMap(byName);
        Set<SpeakerName> names = new HashSet<>();
        for (Speaker speaker : speakers) {
            if (!names.add(speaker.name())) {
                throw new IllegalArgumentException("two speakers share one name");
            }
        }
    }

    /// The card in `checkpointFolder`. Throws UserError when it is missing, damaged, or from a
    /// later version of Understudy.
    public static ModelCard read(Path checkpointFolder) {
        return ModelCardFile.read(ModelCardFile.in(checkpointFolder));
    }

    /// Writes the card into `checkpointFolder`, which is made if need be; an older card stays whole
    /// until the new one is. Throws UserError when it cannot be written.
    public void writeTo(Path checkpointFolder) {
        ModelCardFile.write(this, ModelCardFile.in(checkpointFolder));
    }
}
