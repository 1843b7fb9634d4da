package dev.understudy.cli.evaluation;

import dev.understudy.cli.console.Meter;
import dev.understudy.cli.console.Streams;
import dev.understudy.clone.version.GateSettings;
import dev.understudy.corpus.Corpus;
import dev.understudy.judgement.Judgement;
import dev.understudy.library.ModelFolder;
import dev.understudy.likeness.Canaries;
import dev.understudy.likeness.Likeness;
import dev.understudy.likeness.LikenessFile;
import dev.understudy.likeness.LikenessSettings;
import dev.understudy.likeness.measuring.LikenessMeasure;
import dev.understudy.likeness.measuring.Stages;
import dev.understudy.likeness.page.LikenessPage;
import dev.understudy.nightly.Night;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/// Measures how much clones are like their friends, with the progress shown, and keeps what came of
/// it.
///
/// @param clock for the progress
/// @param gates that the page draws
public record Likening(Streams streams, InstantSource clock, GateSettings gates) {
    private static final String PAGE = "likeness.html";

    /// The likeness of `model` on what `corpus` held out; of a night's model, also whether it says
    /// what was planted. Throws UserError as [LikenessMeasure#of].
    ///
    /// @param base what it was made of, if that is there
    public Likeness measure(ModelFolder model, Optional<ModelFolder> base, Corpus corpus) {
        try (Meters meters = new Meters()) {
            return new LikenessMeasure(corpus, LikenessSettings.DEFAULT)
                    .of(model, base, planted(model), meters);
        }
    }

    private static Canaries planted(ModelFolder model) {
        return Night.in(model.weights()).map(Night::planted).orElse(Canaries.NONE);
    }

    /// Writes the page and the numbers into `folder`, which is made if need be, and says so. Throws
    /// UserError when they cannot be written.
    public void keep(Likeness likeness, Path folder) {
        LikenessFile.write(LikenessFile.text(likeness), folder.resolve(LikenessFile.NAME));
        Path page = folder.resolve(PAGE);
        Judgement judgement = Judgement.of(likeness, Optional.empty(), gates);
        LikenessFile.write(LikenessPage.of(likeness, judgement), page);
        streams.err().println("The report is " + page + ".");
    }

    /// A meter for each stage, one after the other.
    private final class Meters implements Stages, AutoCloseable {
        private Optional<Meter> current = Optional.empty();

        @Override
        public void begins(String name, long total, String unit) {
            close();
            current = Optional.of(new Meter(new Meter.Task(name, total, unit), streams, clock));
        }

        @Override
        public void reaches(long done) {
            current.ifPresent(meter -> meter.reach(done));
        }

        @Override
        public void close() {
            current.ifPresent(Meter::close);
            current = Optional.empty();
        }
    }
}
