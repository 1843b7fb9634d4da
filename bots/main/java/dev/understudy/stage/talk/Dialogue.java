package dev.understudy.stage.talk;

import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Turn;
import dev.understudy.clone.Speaker;
import dev.understudy.clone.voice.Listener;
import dev.understudy.settings.UserError;
import dev.understudy.stage.command.Command;
import dev.understudy.stage.guard.Incoming;
import java.util.List;
import java.util.Optional;

/// One person alone with the clones, at a terminal: each line is answered at once, while it is
/// being said. What they can put right is shown to them; the conversation goes on. One thread.
///
/// @param you the name under which clones hear the person
public record Dialogue(Conversation conversation, SpeakerName you, Audience audience) {
    private static final int MAX_TURNS = 50;

    /// Says a line, and lets the clone on stage answer. One without a visible character is not
    /// said.
    public void say(String text) {
        if (hear(Optional.of(text))) {
            attempt(() -> speak(conversation.onStage().orElseThrow(Dialogue::nobody)));
        }
    }

    /// Does what the person asks for.
    public void perform(Command command) {
        attempt(
                () -> {
                    switch (command) {
                        case Command.Say(String name, Optional<String> prompt) -> {
                            Speaker speaker = conversation.find(name);
                            hear(prompt);
                            speak(speaker);
                        }
                        case Command.Scene scene -> play(scene);
                        case Command.Quit() -> conversation.cast(Optional.empty());
                        default -> notice(conversation.obey(command));
                    }
                });
    }

    private void attempt(Runnable action) {
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

    /// Returns whether anything was heard: what is typed looks like what was learnt, as on
    /// platforms.
    private boolean hear(Optional<String> text) {
        Optional<Turn> turn = text.flatMap(words -> Incoming.turn(you, words));
        turn.ifPresent(conversation.window()::add);
        return turn.isPresent();
    }

    private void play(Command.Scene scene) {
        List<Speaker> cast = conversation.cast(scene, MAX_TURNS);
        hear(scene.topic());
        for (int turn = 0; turn < scene.turns(); turn++) {
            if (audience.enough()) {
                notice("The scene ends here, after %d of %d turns.".formatted(turn, scene.turns()));
                return;
            }
            speak(cast.get(turn % cast.size()));
        }
    }

    private void speak(Speaker speaker) {
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
        Turn reply = conversation.speak(speaker, () -> listener).turn();
        conversation.window().add(reply);
        audience.show(new Shown.Line(speaker, reply.text()));
    }

    private void notice(String text) {
        audience.show(new Shown.Notice(text));
    }
}
