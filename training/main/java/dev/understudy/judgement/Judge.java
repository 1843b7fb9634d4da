package dev.understudy.judgement;

import dev.understudy.clone.version.GateSettings;
import dev.understudy.corpus.Corpus;
import dev.understudy.library.ModelFolder;
import dev.understudy.likeness.Canaries;
import dev.understudy.likeness.Likeness;
import dev.understudy.likeness.LikenessSettings;
import dev.understudy.likeness.measuring.LikenessMeasure;
import dev.understudy.likeness.measuring.Stages;
import java.util.Optional;

/// Measures a new version and the live one on the same held-out conversations, whatever their
/// vocabularies, and holds the new one to its gates. One thread.
///
/// @param corpus that the new version learnt from; its validation part is what both are measured on
/// @param planted what was planted in its training part
public record Judge(
        Corpus corpus, Canaries planted, GateSettings gates, LikenessSettings settings) {

    /// With the standard way to measure.
    public Judge(Corpus corpus, Canaries planted, GateSettings gates) {
        this(corpus, planted, gates, LikenessSettings.DEFAULT);
    }

    /// What comes of `candidate`.
    ///
    /// Throws UserError when a folder is damaged or scores are no numbers: such a version is not to
    /// go live either.
    ///
    /// @param live the version to be no worse than; empty where there is none, or where it has seen
    ///   somebody who was forgotten since and must go
    public Verdict judge(ModelFolder candidate, Optional<ModelFolder> live, Stages stages) {
        LikenessMeasure measure = new LikenessMeasure(corpus, settings);
        Likeness found = measure.of(candidate, Optional.empty(), planted, stages);
        Optional<Likeness> before = live.map(folder -> measure.compared(folder, stages));
        return new Verdict(found, before, Judgement.of(found, before, gates));
    }
}
