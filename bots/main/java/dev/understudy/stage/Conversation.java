package dev.understudy.stage;

import dev.understudy.chat.Turn;
import dev.understudy.clone.ContextWindow;
import dev.understudy.clone.Listener;
import dev.understudy.clone.Speaker;
import dev.understudy.sampling.Sampler;
import dev.understudy.sampling.Sampling;
import dev.understudy.settings.UserError;
import dev.understudy.stage.command.Command;
import dev.understudy.stage.command.Verb;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// What goes on in one channel: who is on stage, what was said, how replies are chosen.
///
/// Whoever speaks in it takes turns: one thread at a time for [#speak] and [#obey]; the window may
/// change meanwhile, and all may be asked.
public final class Conversation {
    private static final int MAX_TURNS = 50;

    private final Company company;
    private final ContextWindow window = new ContextWindow();
    private volatile Sampling sampling;
    private volatile RandomGenerator random;
    private volatile Optional<Speaker> onStage = Optional.empty();

    Conversation(Company company, Sampling sampling) {
        this.company = company;
        this.sampling = sampling;
        random = sampling.newRandom();
    }

    /// What was said.
    public ContextWindow window() {
        return window;
    }

    /// Who answers.
    public Optional<Speaker> onStage() {
        return onStage;
    }

    /// Who can be called.
    public List<Speaker> clones() {
        return company.catalogue().clones();
    }

    /// The clone that somebody means by `name`. Throws UserError when nobody or several are meant.
    public Speaker find(String name) {
        return company.catalogue().find(name);
    }

    /// How replies are chosen.
    public Sampling sampling() {
        return sampling;
    }

    /// Has replies chosen otherwise from now on.
    public void choose(Sampling other) {
        sampling = other;
    }

    /// Puts a clone on stage, or nobody.
    public void cast(Optional<Speaker> speaker) {
        onStage = speaker;
    }

    /// What `speaker` says next; it is not in the window yet. Throws UserError where the model
    /// cannot speak.
    public Turn speak(Speaker speaker, Listener listener) {
        return company.withVoice(
                voice ->
                        voice.reply(
                                speaker.name(), window, new Sampler(sampling, random), listener));
    }

    /// Does what `command` asks for as far as it is about this conversation alone, and returns what
    /// to say about it. Throws UserError when it cannot be done.
    public String obey(Command command) {
        return switch (command) {
            case Command.Play(String name) -> {
                Speaker speaker = find(name);
                onStage = Optional.of(speaker);
                yield "The clone of " + speaker + " is on stage.";
            }
            case Command.Clones() -> listOf(clone -> true);
            case Command.Stop() -> leave();
            case Command.Settings settings -> settings(settings);
            case Command.Seed(long value) -> {
                sampling = sampling.withSeed(value);
                random = sampling.newRandom();
                yield "Seed is " + value + ".";
            }
            case Command.Reset() -> {
                window.clear();
                random = sampling.newRandom();
                yield "A new conversation: what was said is forgotten.";
            }
            case Command.Status() -> settings();
            case Command.Help() -> help(verb -> true);
            case Command.Quit _,
                    Command.Say _,
                    Command.Scene _,
                    Command.Consent _,
                    Command.ForgetMe _,
                    Command.Privacy _,
                    Command.Retrain _,
                    Command.Models _,
                    Command.Rollback _ ->
                    throw new UserError(
                            "That is for Discord and Telegram.",
                            "At the terminal, understudy help lists what there is.");
        };
    }

    private String leave() {
        String left =
                onStage.map(speaker -> "The clone of " + speaker + " has left the stage.")
                        .orElse("There is no clone on stage.");
        onStage = Optional.empty();
        return left;
    }

    private String settings(Command.Settings wanted) {
        Sampling changed = sampling;
        if (wanted.temperature().isPresent()) {
            changed = changed.withTemperature(wanted.temperature().getAsDouble());
        }
        if (wanted.topP().isPresent()) {
            changed = changed.withTopP(wanted.topP().getAsDouble());
        }
        sampling = changed;
        return settings();
    }

    private String settings() {
        return "Temperature is " + sampling.temperature() + ", top-p is " + sampling.topP() + ".";
    }

    /// The clones of a scene, in order. Throws UserError when they are not two, or it is too long.
    public List<Speaker> cast(Command.Scene scene) {
        if (scene.turns() < 1 || scene.turns() > MAX_TURNS) {
            throw new UserError(
                    "A scene of " + scene.turns() + " turns; accepted: 1 to " + MAX_TURNS + ".",
                    "As in " + Verb.SCENE.example() + ".");
        }
        List<Speaker> cast = scene.names().stream().map(this::find).distinct().toList();
        if (cast.size() < 2) {
            throw new UserError(
                    "A scene needs two different clones.",
                    "As in " + Verb.SCENE.example() + "; /clones lists who is here.");
        }
        return cast;
    }

    /// The clones that can be called here, a line each.
    public String listOf(Predicate<Speaker> here) {
        return clones().stream()
                .filter(here)
                .map(this::described)
                .collect(Collectors.joining("\n"));
    }

    private String described(Speaker clone) {
        return clone
                + " ("
                + clone.turns()
                + (clone.turns() == 1 ? " turn" : " turns")
                + (onStage.filter(clone::equals).isPresent() ? ", on stage)" : ")");
    }

    /// The commands that can be given here, a line each.
    public static String help(Predicate<Verb> here) {
        return Arrays.stream(Verb.values())
                .filter(here)
                .map(verb -> "%-33s %s".formatted(verb.example(), verb.purpose()))
                .collect(Collectors.joining("\n"));
    }
}
