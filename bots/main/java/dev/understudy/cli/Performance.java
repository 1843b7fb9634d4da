package dev.understudy.cli;

import dev.understudy.chat.Circle;
import dev.understudy.chat.SpeakerName;
import dev.understudy.cli.console.Streams;
import dev.understudy.cli.serving.VoiceLoader;
import dev.understudy.cli.training.Permission;
import dev.understudy.clone.ModelCard;
import dev.understudy.clone.Speaker;
import dev.understudy.clone.voice.EngineSettings;
import dev.understudy.clone.voice.Precision;
import dev.understudy.clone.voice.Voice;
import dev.understudy.model.shared.Usage;
import dev.understudy.settings.Home;
import dev.understudy.stage.command.CommandLine;
import dev.understudy.stage.talk.Company;
import dev.understudy.stage.talk.Dialogue;
import dev.understudy.stage.talk.Tuning;
import dev.understudy.terminal.ChatSession;
import dev.understudy.terminal.Console;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Puts a model on stage for the person at this process.
///
/// @param you the name under which clones hear that person
/// @param permissions who may be played in a circle
record Performance(
        Home home, Streams streams, SpeakerName you, Function<Circle, Permission> permissions) {
    /// Lets the person talk with the clones of the model in `version`, until they leave.
    void chat(Path version) {
        try (Company company = company(version)) {
            try (Console console = console(company)) {
                if (streams.interactive()) {
                    welcome(company);
                }
                new ChatSession(company.newConversation(() -> Tuning.DEFAULT), you, console).run();
            }
        }
    }

    /// Has the clones of the model in `version` play what `commands` ask for.
    void play(Path version, List<String> commands) {
        try (Company company = company(version);
                Console console = pipe(Reader.nullReader())) {
            Dialogue dialogue =
                    new Dialogue(company.newConversation(() -> Tuning.DEFAULT), you, console);
            for (String command : commands) {
                streams.err().println(command);
                dialogue.perform(CommandLine.parse(command));
            }
        }
    }

    /// Those play who agree, as far as their circle's archive says. In the precision that leaves
    /// nothing on the disk.
    private Company company(Path version) {
        Permission permission = permissions.apply(ModelCard.read(version).circle());
        EngineSettings engine =
                permission.settings().get().engine().withPrecision(Precision.FLOAT32);
        Voice voice = new VoiceLoader(engine, Usage.NONE).load(version);
        return new Company(voice, version.toString(), permission::catalogue);
    }

    private Console console(Company company) {
        return streams.interactive()
                ? Console.ofTerminal(home.folder().resolve("history"), company.catalogue())
                : pipe(new InputStreamReader(streams.in(), StandardCharsets.UTF_8));
    }

    private Console pipe(Reader lines) {
        return Console.ofPipe(lines, streams.out(), streams.err());
    }

    private void welcome(Company company) {
        String names =
                company.catalogue().clones().stream()
                        .map(Speaker::displayName)
                        .collect(Collectors.joining(", "));
        streams.err().println();
        streams.err().println("Here are the clones of " + names + ".");
        streams.err().println("Type /clone and a name, then talk; /help shows more, /quit ends.");
    }
}
