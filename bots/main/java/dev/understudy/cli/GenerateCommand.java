package dev.understudy.cli;

import dev.understudy.cli.model.SamplingOptions;
import dev.understudy.cli.model.Writing;
import dev.understudy.cli.model.Writing.Form;
import dev.understudy.generation.Request;
import dev.understudy.library.ModelFolder;
import dev.understudy.library.ModelFolders;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `understudy generate`: what a model makes of a prompt.
@Command(
        name = "generate",
        header = "Let a model go on with a text.",
        description = {
            "",
            "The model is a base model that was pulled (gpt2), a circle's live model (friends) or"
                    + " an earlier version of it (friends@0002), the best checkpoint of a run that"
                    + " was interrupted (run:friends), or a folder. Text comes as it is written."
        },
        footer = {
            "",
            "Example:",
            "  understudy generate --model gpt2 --prompt \"Once upon a time\" --samples 3"
        })
final class GenerateCommand implements Runnable {
    private static final String FILE = "FILE:";

    @ParentCommand private @Nullable Understudy understudy;
    @Spec private CommandSpec spec;

    @Option(
            names = "--model",
            paramLabel = "<name>",
            required = true,
            description = "Let this one write.")
    private String model;

    @Option(
            names = "--prompt",
            paramLabel = "<text>",
            description =
                    "Go on with this, or with what is in a file: FILE:path."
                            + " Default: begin a new text")
    private String prompt = "";

    @Option(
            names = "--samples",
            paramLabel = "<count>",
            description = "Write this many. Default: ${DEFAULT-VALUE}")
    private int samples = 1;

    @Option(
            names = "--length",
            paramLabel = "<tokens>",
            description = "Write at most this many tokens. Default: ${DEFAULT-VALUE}")
    private int length = 200;

    @Mixin private SamplingOptions sampling = new SamplingOptions();

    @Option(
            names = "--stop",
            paramLabel = "<text>",
            description = "Stop before this; may be given several times.")
    private List<String> stops = List.of();

    @Option(names = "--echo", description = "Print the prompt, too.")
    private boolean echo;

    @Option(names = "--json", description = "Print each sample as one line of JSON.")
    private boolean json;

    @Override
    public void run() {
        Understudy parent = Understudy.parentOf(understudy);
        Request request = request();
        ModelFolder folder = new ModelFolders(parent.home()).find(model);
        Form form = json ? Form.JSON : echo ? Form.ECHO : Form.TEXT;
        new Writing(promptText(), samples, form, parent.streams()).print(folder, request);
    }

    private Request request() {
        try {
            if (samples < 1) {
                throw new UserError(
                        "samples is " + samples + "; accepted: 1 or more.",
                        "Leave --samples out for one.");
            }
            return new Request(sampling.sampling(), length, stops);
        } catch (UserError wrong) {
            throw new ParameterException(spec.commandLine(), wrong.problem(), wrong);
        }
    }

    private String promptText() {
        if (!prompt.startsWith(FILE)) {
            return prompt;
        }
        Path file = Path.of(prompt.substring(FILE.length()));
        try {
            return Files.readString(file);
        } catch (CharacterCodingException binary) {
            throw new UserError(
                    file + " is no text in UTF-8.", "Save it as UTF-8, then try again.", binary);
        } catch (IOException unreadable) {
            throw new UserError(
                    file + " is missing or cannot be read.",
                    "Name a text file, as in --prompt FILE:prompt.txt.",
                    unreadable);
        }
    }
}
