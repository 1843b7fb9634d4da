package dev.understudy.clone;

import dev.understudy.chat.Circle;
import dev.understudy.chat.SpeakerName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a model is and where it comes from: `understudy.json` in its checkpoint folder.
///
/// Keys that this version does not know are ignored when a card is read.
///
/// @param formatVersion at most [#FORMAT_VERSION], raised when older versions could misread a card
/// @param circle whose model it is
/// @param speakers whom it plays
/// @param preset the training preset it was made with
/// @param seed of the training
/// @param corpusHash of the corpus it has seen
/// @param parentVersion the model it was trained from; empty when from scratch
/// @param metrics figures by name, such as `validation_loss`
/// @param createdAt when its training ended
/// @param origin more about its training; empty on cards of format 1
/// @param gates what was asked of it before it could go live, in that order
public record ModelCard(
        int formatVersion,
        Circle circle,
        List<Speaker> speakers,
        String preset,
        long seed,
        String corpusHash,
        Optional<String> parentVersion,
        Map<String, Double> metrics,
        Instant createdAt,
        Optional<Origin> origin,
        List<Gate> gates) {

    /// The form of card that this version writes; it reads the older ones too. 2 brought origin and
    /// gates.
    public static final int FORMAT_VERSION = 2;

    /// How a model came to be.
    ///
    /// @param from when the first message of its corpus was said; empty without a clock
    /// @param to when the last one was
    /// @param builtAt when its corpus was built: nobody is in it who was forgotten before
    /// @param ancestors names of those whose words the models have seen that it was trained from
    /// @param software the version of Understudy that trained it
    public record Origin(
            Optional<Instant> from,
            Optional<Instant> to,
            Instant builtAt,
            SortedSet<SpeakerName> ancestors,
            String software) {
        public Origin {
            ancestors = Collections.unmodifiableSortedSet(new TreeSet<>(ancestors));
        }
    }

    /// Something that was asked of a model.
    ///
    /// @param name as in `loss`
    /// @param measured on the model
    /// @param limit that it had to keep to
    /// @param passed whether it did
    public record Gate(String name, double measured, double limit, boolean passed) {}

    public ModelCard {
        if (formatVersion < FORMAT_VERSION && (origin.isPresent() || !gates.isEmpty())) {
            throw new IllegalArgumentException("a card of format 1 has no origin and no gates");
        }
        gates = List.copyOf(gates);
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

    /// A card that says nothing of origin and gates.
    public ModelCard(
            int formatVersion,
            Circle circle,
            List<Speaker> speakers,
            String preset,
            long seed,
            String corpusHash,
            Optional<String> parentVersion,
            Map<String, Double> metrics,
            Instant createdAt) {
        this(
                formatVersion,
                circle,
                speakers,
                preset,
                seed,
                corpusHash,
                parentVersion,
                metrics,
                createdAt,
                Optional.empty(),
                List.of());
    }

    /// The same of a model that comes from there.
    public ModelCard from(Origin source) {
        return with(metrics, Optional.of(source), gates);
    }

    /// The same with more figures, and with what was asked of the model in place of what was
    /// before.
    public ModelCard judged(Map<String, Double> figures, List<Gate> asked) {
        Map<String, Double> all = new TreeMap<>(metrics);
        all.putAll(figures);
        return with(all, origin, asked);
    }

    private ModelCard with(Map<String, Double> figures, Optional<Origin> source, List<Gate> asked) {
        return new ModelCard(
                FORMAT_VERSION,
                circle,
                speakers,
                preset,
                seed,
                corpusHash,
                parentVersion,
                figures,
                createdAt,
                source,
                asked);
    }

    /// The number, as in `0003`, of the version of the same circle that it was trained from; empty
    /// where it began from a base model or from scratch.
    public Optional<String> parentNumber() {
        String own = circle + "@";
        return parentVersion
                .filter(name -> name.startsWith(own))
                .map(name -> name.substring(own.length()));
    }

    /// Names of all whose words are in the model's weights, as far as the card knows: those whom it
    /// plays, and those whom its ancestors saw.
    public Set<SpeakerName> seen() {
        Set<SpeakerName> seen = new TreeSet<>();
        speakers.forEach(speaker -> seen.add(speaker.name()));
        origin.ifPresent(source -> seen.addAll(source.ancestors()));
        return seen;
    }

    /// Whether there is a card in `checkpointFolder`.
    public static boolean isIn(Path checkpointFolder) {
        return Files.exists(ModelCardFile.in(checkpointFolder));
    }

    /// The card in `checkpointFolder`. Throws UserError when it is missing, damaged, or from a
    /// later version of Understudy.
    public static ModelCard read(Path checkpointFolder) {
        return ModelCardFile.read(ModelCardFile.in(checkpointFolder));
    }

    /// The card as its file has it.
    public String toJson() {
        return ModelCardFile.text(this);
    }

    /// Writes the card into `checkpointFolder`, which is made if need be; an older card stays whole
    /// until the new one is. Throws UserError when it cannot be written.
    public void writeTo(Path checkpointFolder) {
        ModelCardFile.write(this, checkpointFolder);
    }
}
