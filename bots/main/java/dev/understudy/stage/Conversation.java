package dev.understudy.stage;

import dev.understudy.chat.SpeakerName;
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
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// What goes on in one channel: who is on stage, what was said, how replies are chosen.
///
/// What people can put right is shown to them; the conversation goes on. Thread-safe: one line or
/// command at a time.
public final class Conversation {
    private static final int MAX_TURNS = 50;

    private final Stage stage;
    private final ContextWindow window = new ContextWindow();
    private Sampling sampling;
    private RandomGenerator random;
    private Optional<Speaker> onStage = Optional.empty();

    Conversation(Stage stage, Sampling sampling) {
        this.stage = stage;
        this.sampling = sampling;
        random = sampling.newRandom();
    }

    /// Remembers what someone said, and lets the clone on stage answer. A line without a visible
    /// character is not said.
    public synchronized void say(SpeakerName who, String text, Audience audience) {
        Optional<Turn> turn = Turn.of(who, text);
        turn.ifPresent(window::add);
        if (turn.isPresent()) {
            attempt(audience, () -> speak(onStage.orElseThrow(Conversation::nobody), audience));
        }
    }

    /// Does what `asker` asks for.
    public synchronized void perform(Command command, SpeakerName asker, Audience audience) {
        attempt(audience, () -> obey(command, asker, audience));
    }

    private static void attempt(Audience audience, Runnable action) {
        try {
            action.run();
        } catch (UserError error) {
            audience.show(Shown.Trouble.of(error));
        }
    }

    private static UserError nobody() {
        return new UserError(
                "There is no clone on stage to answer.",
                "Type /clone and a name; /clones lists who is here.");
    }

    private void obey(Command command, SpeakerName asker, Audience audience) {
        switch (command) {
            case Command.Play(String name) -> play(name, audience);
            case Command.Clones() -> notice(audience, clones());
            case Command.Stop() -> stop(audience);
            case Command.Settings settings -> notice(audience, settings(settings));
            case Command.Seed(long value) -> {
                sampling = sampling.withSeed(value);
                random = sampling.newRandom();
                notice(audience, "Seed is " + value + ".");
            }
            case Command.Reset() -> {
                window.clear();
                random = sampling.newRandom();
                notice(audience, "A new conversation: what was said is forgotten.");
            }
            case Command.Say(String name, Optional<String> prompt) -> {
                Speaker speaker = stage.catalogue().find(name);
                prompt.flatMap(words -> Turn.of(asker, words)).ifPresent(window::add);
                speak(speaker, audience);
            }
            case Command.Scene scene -> scene(scene, asker, audience);
            case Command.Help() -> notice(audience, help());
            case Command.Status() -> notice(audience, settings());
            case Command.Quit() -> onStage = Optional.empty();
            case Command.Consent _,
                    Command.ForgetMe _,
                    Command.Privacy _,
                    Command.Retrain _,
                    Command.Models _,
                    Command.Rollback _ ->
                    throw new UserError(
                            "That is for Discord and Telegram.",
                            "At the terminal, understudy help lists what there is.");
        }
    }

    private String settings(Command.Settings wanted) {
        wanted.temperature().ifPresent(value -> sampling = sampling.withTemperature(value));
        wanted.topP().ifPresent(value -> sampling = sampling.withTopP(value));
        return settings();
    }

    private String settings() {
        return "Temperature is " + sampling.temperature() + ", top-p is " + sampling.topP() + ".";
    }

    private static void notice(Audience audience, String text) {
        audience.show(new Shown.Notice(text));
    }

    private void play(String name, Audience audience) {
        Speaker speaker = stage.catalogue().find(name);
        onStage = Optional.of(speaker);
        notice(audience, "The clone of " + speaker + " is on stage.");
    }

    private void stop(Audience audience) {
        notice(
                audience,
                onStage.map(speaker -> "The clone of " + speaker + " has left the stage.")
                        .orElse("There is no clone on stage."));
        onStage = Optional.empty();
    }

    private void scene(Command.Scene scene, SpeakerName asker, Audience audience) {
        int turns = scene.turns();
        if (turns < 1 || turns > MAX_TURNS) {
            throw new UserError(
                    "A scene of " + turns + " turns; accepted: 1 to " + MAX_TURNS + ".",
                    "As in " + Verb.SCENE.example() + ".");
        }
        List<Speaker> cast =
                scene.names().stream().map(stage.catalogue()::find).distinct().toList();
        if (cast.size() < 2) {
            throw new UserError(
                    "A scene needs two different clones.",
                    "As in " + Verb.SCENE.example() + "; /clones lists who is here.");
        }
        scene.topic().flatMap(topic -> Turn.of(asker, topic)).ifPresent(window::add);
        for (int turn = 0; turn < turns; turn++) {
            if (audience.enough()) {
                notice(audience, "The scene ends here, after " + turn + " of " + turns + " turns.");
                return;
            }
            speak(cast.get(turn % cast.size()), audience);
        }
    }

    private void speak(Speaker speaker, Audience audience) {
        Listener listener =
                new Listener() {
                    @Override
                    public void heard(String more) {
                        audience.hear(speaker, more);
                    }

                    @Override
                    public boolean enough() {
                        return audience.enough();
                    }
                };
        Turn reply = stage.reply(speaker, window, new Sampler(sampling, random), listener);
        window.add(reply);
        audience.show(new Shown.Line(speaker, reply.text()));
    }

    private String clones() {
        return stage.catalogue().clones().stream()
                .map(
                        clone ->
                                clone
                                        + " ("
                                        + clone.turns()
                                        + (clone.turns() == 1 ? " turn" : " turns")
                                        + (onStage.filter(clone::equals).isPresent()
                                                ? ", on stage)"
                                                : ")"))
                .collect(Collectors.joining("\n"));
    }

    private static String help() {
        return Arrays.stream(Verb.values())
                .map(verb -> "%-33s %s".formatted(verb.example(), verb.purpose()))
                .collect(Collectors.joining("\n"));
    }
}
