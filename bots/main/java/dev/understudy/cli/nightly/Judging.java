package dev.understudy.cli.nightly;

import dev.understudy.chat.Circle;
import dev.understudy.chat.SpeakerName;
import dev.understudy.clone.ModelCard;
import dev.understudy.clone.ModelCard.Gate;
import dev.understudy.clone.Models;
import dev.understudy.clone.Speaker;
import dev.understudy.clone.version.GateSettings;
import dev.understudy.clone.version.Seal;
import dev.understudy.clone.version.State;
import dev.understudy.clone.version.Version;
import dev.understudy.corpus.Corpus;
import dev.understudy.finetune.TrainingRun;
import dev.understudy.jobs.Job.Outcome;
import dev.understudy.judgement.Judge;
import dev.understudy.judgement.Verdict;
import dev.understudy.library.ModelFolder;
import dev.understudy.likeness.LikenessFile;
import dev.understudy.likeness.measuring.Stages;
import dev.understudy.likeness.page.LikenessPage;
import dev.understudy.nightly.Intake.Flood;
import dev.understudy.nightly.Night;
import dev.understudy.nightly.Predecessor;
import dev.understudy.nightly.Rejections;
import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The end of a night: the version that came of it is measured beside the live one, and speaks, or
/// never does. Throws UserError when a folder is damaged or the disk refuses.
record Judging(Home home, Circle circle, GateSettings gates) {
    private static final String PAGE = "likeness.html";

    private Models models() {
        return new Models(home.model(circle.name()));
    }

    /// The version that came of `job`; empty while there is none.
    Optional<Version> made(String job) {
        return models().standings().reversed().stream()
                .filter(
                        version ->
                                Night.in(version.folder())
                                        .filter(night -> night.job().equals(job))
                                        .isPresent())
                .findFirst();
    }

    /// Judges `version`, unless that was done before, and reports.
    NightReport judge(Version version, Stages stages) {
        Night night = Night.in(version.folder()).orElseThrow();
        if (version.state() == State.CANDIDATE) {
            Optional<Path> live = comparable(version);
            Verdict verdict = verdict(version, live, night, stages);
            List<Gate> asked = new ArrayList<>(verdict.judgement().gates());
            flood(night).ifPresent(asked::add);
            Path folder = version.folder();
            LikenessFile.write(
                    LikenessFile.text(verdict.candidate()), folder.resolve(LikenessFile.NAME));
            LikenessFile.write(
                    LikenessPage.of(verdict.candidate(), verdict.judgement()),
                    folder.resolve(PAGE));
            models().judged(folder, ModelCard.read(folder).judged(Map.of(), asked));
            requireWanted(version);
            settle(version, asked.stream().allMatch(Gate::passed));
        }
        return report(version.name(), night);
    }

    /// Deletes `version`, and throws UserError, if somebody took back words that it learnt from
    /// while it was made.
    private void requireWanted(Version version) {
        if (TrainingRun.isDiscarded(home.run(circle.name()))) {
            models().remove(version.folder());
            throw new UserError(
                    "Somebody took their words back while %s@%s was made of them; it is deleted."
                            .formatted(circle, version.name()),
                    "The next night begins without them.");
        }
    }

    /// Lets `version` speak, or never. Forgetting outranks the gates: a live version that has seen
    /// somebody who was forgotten does not go on because the next one failed. The last that spoke
    /// and did not see them speaks then, and where there is none, the new one.
    private void settle(Version version, boolean passed) {
        boolean mustGo =
                models().standings().stream()
                        .anyMatch(one -> one.state() == State.LIVE && one.stale());
        Optional<Path> clean = mustGo ? Predecessor.clean(models()) : Optional.empty();
        if (passed || (mustGo && clean.isEmpty())) {
            models().promote(version.folder());
            return;
        }
        models().reject(version.folder());
        clean.ifPresent(models()::promote);
    }

    /// The live version, unless it has seen somebody who was forgotten since: that one has to go,
    /// however good it is, or plays none of the same people.
    private Optional<Path> comparable(Version version) {
        Set<SpeakerName> played = played(version.folder());
        return models().standings().stream()
                .filter(one -> one.state() == State.LIVE && !one.stale())
                .map(Version::folder)
                .filter(folder -> !folder.equals(version.folder()))
                .filter(folder -> !Collections.disjoint(played(folder), played))
                .findFirst();
    }

    private static Set<SpeakerName> played(Path version) {
        return ModelCard.read(version).speakers().stream()
                .map(Speaker::name)
                .collect(Collectors.toSet());
    }

    private Verdict verdict(Version version, Optional<Path> live, Night night, Stages stages) {
        Corpus corpus = Corpus.open(TrainingRun.corpusFolder(home.run(circle.name())));
        live.ifPresent(folder -> new Seal(folder).requireWhole());
        return new Judge(corpus, night.planted(), gates)
                .judge(folder(version.folder()), live.map(this::folder), stages);
    }

    private ModelFolder folder(Path version) {
        return new ModelFolder(circle + "@" + version.getFileName(), version, version);
    }

    private Optional<Gate> flood(Night night) {
        Flood flood = night.flood();
        double limit = flood.limit(gates.flood());
        return flood.whom().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Gate(Rejections.FLOOD, flood.sent(), limit, flood.sent() <= limit));
    }

    private NightReport report(String name, Night night) {
        Version now = models().find(name);
        ModelCard card = ModelCard.read(now.folder());
        Optional<String> live = models().live().map(folder -> "" + folder.getFileName());
        Outcome outcome = now.state() == State.REJECTED ? Outcome.REJECTED : Outcome.PROMOTED;
        return new NightReport(
                        circle,
                        night.job(),
                        outcome,
                        told(now, card, night, live),
                        Optional.of(name),
                        live,
                        card.gates(),
                        card.metrics())
                .and(night.faults());
    }

    private String told(Version now, ModelCard card, Night night, Optional<String> live) {
        List<String> failed =
                card.gates().stream().filter(gate -> !gate.passed()).map(Judging::said).toList();
        if (now.state() == State.REJECTED) {
            return "%s@%s was rejected, %s: %s"
                    .formatted(
                            circle,
                            now.name(),
                            live.map(name -> circle + "@" + name + " stays")
                                    .orElse("nobody speaks"),
                            String.join("; ", failed));
        }
        if (!failed.isEmpty()) {
            return ("%s@%s is live, because the one before had seen somebody who was forgotten,"
                            + " but: %s")
                    .formatted(circle, now.name(), String.join("; ", failed));
        }
        return "%s@%s is live: %,d new messages, all %d gates passed."
                .formatted(circle, now.name(), night.fresh(), card.gates().size());
    }

    private static String said(Gate gate) {
        return String.format(
                Locale.ROOT,
                "%s is %.3f, %s %.3f",
                gate.name(),
                gate.measured(),
                gate.measured() > gate.limit() ? "at most" : "at least",
                gate.limit());
    }
}
