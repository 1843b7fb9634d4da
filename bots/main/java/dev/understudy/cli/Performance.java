package dev.understudy.cli;

import dev.understudy.chat.SpeakerName;
import dev.understudy.cli.console.Streams;
import dev.understudy.clone.Speaker;
import dev.understudy.clone.Voice;
import dev.understudy.sampling.Sampling;
import dev.understudy.settings.Home;
import dev.understudy.stage.Conversation;
import dev.understudy.stage.Stage;
import dev.understudy.stage.command.CommandLine;
import dev.understudy.terminal.ChatSession;
import dev.understudy.terminal.Console;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// Puts a model on stage for the person at this process.
///
/// @param you the name under which clones hear that person
record Performance(Home home, Streams streams, SpeakerName you) {
    private static final String CHANNEL = "terminal";

    /// Lets the person talk with the clones of the model in `version`, until they leave.
    void chat(Path version) {
        try (Voice voice = Voice.load(version)) {
            Stage stage = new Stage(voice, Sampling.DEFAULT);
            try (Console console = console(stage)) {
                if (streams.interactive()) {
                    welcome(stage);
                }
                new ChatSession(stage.conversation(CHANNEL), you, console).run();
            }
        }
    }

    /// Has the clones of the model in `version` play what `commands` ask for.
    void play(Path version, List<String> commands) {
        try (Voice voice = Voice.load(version);
                Console console = pipe(Reader.nullReader())) {
            Conversation conversation = new Stage(voice, Sampling.DEFAULT).conversation(CHANNEL);
            for (String command : commands) {
                streams.err().println(command);
                conversation.perform(CommandLine.parse(command), you, console);
            }
        }
    }

    private Console console(Stage stage) {
        return streams.interactive()
                ? Console.ofTerminal(home.folder().resolve("history"), stage.catalogue())
                : pipe(new InputStreamReader(streams.in(), StandardCharsets.UTF_8));
    }

    private Console pipe(Reader lines) {
        return Console.ofPipe(lines, streams.out(), streams.err());
    }

    private void welcome(Stage stage) {
        String names =
                stage.catalogue().clones().stream()
                        .map(Speaker::displayName)
                        .collect(Collectors.joining(", "));
        streams.err().println();
        streams.err().println("Here are the clones of " + names + ".");
        streams.err().println("Type /clone and a name, then talk; /help shows more, /quit ends.");
    }
}
