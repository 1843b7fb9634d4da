package dev.understudy.terminal;

import dev.understudy.chat.SpeakerName;
import dev.understudy.settings.UserError;
import dev.understudy.stage.command.Command;
import dev.understudy.stage.command.CommandLine;
import dev.understudy.stage.talk.Conversation;
import dev.understudy.stage.talk.Dialogue;
import dev.understudy.stage.talk.Shown;
import java.util.Optional;

/// One person talking with clones, from the first line to the last. One thread.
public final class ChatSession {
    private final Dialogue dialogue;
    private final Console console;

    /// @param you the name under which clones hear what is typed
    public ChatSession(Conversation conversation, SpeakerName you, Console console) {
        this.dialogue = new Dialogue(conversation, you, console);
        this.console = console;
    }

    /// Goes on until the lines end or one is `/quit`. Throws UserError when they cannot be read.
    public void run() {
        boolean goesOn = true;
        while (goesOn) {
            Optional<String> line = console.readLine();
            goesOn = line.isPresent();
            if (goesOn && CommandLine.isCommand(line.get())) {
                goesOn = command(line.get());
            } else if (goesOn) {
                dialogue.say(line.get());
            }
        }
    }

    /// Does what `line` asks for; returns whether the session goes on.
    private boolean command(String line) {
        try {
            Command command = CommandLine.parse(line);
            dialogue.perform(command);
            return !command.equals(new Command.Quit());
        } catch (UserError mistyped) {
            console.show(Shown.Trouble.of(mistyped));
            return true;
        }
    }
}
