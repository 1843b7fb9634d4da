package dev.understudy.stage.talk;

import dev.understudy.chat.Turn;
import dev.understudy.clone.ContextWindow;
import dev.understudy.clone.Speaker;
import dev.understudy.clone.voice.Listener;
import dev.understudy.clone.voice.Voice;
import dev.understudy.sampling.Sampler;
import dev.understudy.sampling.Sampling;
import dev.understudy.settings.UserError;
import dev.understudy.stage.command.Command;
import dev.understudy.stage.command.Verb;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// What goes on in one channel: who is on stage, what was said, how replies are chosen.
///
/// Whoever speaks in it takes turns: one thread at a time for [#speak] and [#obey]; the window may
/// change meanwhile, and all may be asked.
public final class Conversation {
    private static final Command.Settings NOTHING =
            new Command.Settings(
                    OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());

    private final Company company;
    private final ContextWindow window;
    private final Supplier<Tuning> usual;
    private volatile Command.Settings own = NOTHING;
    private volatile OptionalLong seed = OptionalLong.empty();
    private volatile RandomGenerator random;
    private volatile Optional<Speaker> onStage = Optional.empty();

    /// @param usual how clones speak where nobody here said otherwise
    Conversation(Company company, Supplier<Tuning> usual, ContextWindow window) {
        this.company = company;
        this.window = window;
        this.usual = usual;
        random = tuning().sampling().newRandom();
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

    /// How clones speak here.
    public Tuning tuning() {
        return tuned(own);
    }

    private Tuning tuned(Command.Settings own) {
        Tuning standard = usual.get();
        Sampling sampling = standard.sampling();
        sampling =
                sampling.withTemperature(own.temperature().orElse(sampling.temperature()))
                        .withTopP(own.topP().orElse(sampling.topP()))
                        .withSeed(seed.orElse(sampling.seed()));
        return new Tuning(sampling, own.talkativeness().orElse(standard.talkativeness()));
    }

    /// Puts a clone on stage, or nobody.
    public void cast(Optional<Speaker> speaker) {
        onStage = speaker;
    }

    /// What a clone said.
    ///
    /// @param prompt the transcript that it went on from
    /// @param model which version of the model said it
    public record Spoken(Turn turn, String prompt, String model) {}

    /// What `speaker` says next; it is not in the window yet. Throws UserError where the model
    /// cannot speak.
    ///
    /// @param listening is asked for whoever listens once the model is free and before it reads
    public Spoken speak(Speaker speaker, Supplier<Listener> listening) {
        return company.withCast(
                cast -> cast.with(loaded -> speak(speaker, listening.get(), cast, loaded)));
    }

    private Spoken speak(Speaker speaker, Listener listener, Cast cast, Loaded loaded) {
        Voice voice = loaded.voice();
        int[] prompt = voice.prompt(speaker.name(), window);
        Sampler sampler = new Sampler(tuning().sampling(), random);
        Turn turn =
                loaded.recalls()
                        .with(this, talk -> talk.reply(speaker.name(), prompt, sampler, listener));
        return new Spoken(turn, voice.text(prompt), cast.version());
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
                seed = OptionalLong.of(value);
                random = tuning().sampling().newRandom();
                yield "Seed is " + value + ".";
            }
            case Command.Reset() -> {
                window.clear();
                random = tuning().sampling().newRandom();
                yield "A new conversation: what was said is forgotten.";
            }
            case Command.Status() -> tuning().toString();
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
        Command.Settings changed =
                new Command.Settings(
                        either(wanted.temperature(), own.temperature()),
                        either(wanted.topP(), own.topP()),
                        either(wanted.talkativeness(), own.talkativeness()));
        Tuning tuning = tuned(changed);
        own = changed;
        return tuning.toString();
    }

    private static OptionalDouble either(OptionalDouble first, OptionalDouble second) {
        return first.isPresent() ? first : second;
    }

    /// The clones of a scene, in order. Throws UserError when they are not two, or it is longer
    /// than `mostTurns`.
    public List<Speaker> cast(Command.Scene scene, int mostTurns) {
        if (scene.turns() < 1 || scene.turns() > mostTurns) {
            throw new UserError(
                    "A scene of " + scene.turns() + " turns; accepted: 1 to " + mostTurns + ".",
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
