package dev.understudy.cli;

import dev.understudy.cli.model.PullProgress;
import dev.understudy.hub.Hub;
import dev.understudy.hub.ModelName;
import dev.understudy.hub.ModelPull;
import dev.understudy.hub.Pulled;
import dev.understudy.hub.TextPull;
import dev.understudy.hub.transfer.Line;
import dev.understudy.hub.transfer.LineSettings;
import dev.understudy.hub.transfer.LineSettings.Pace;
import dev.understudy.hub.transfer.Retries;
import dev.understudy.hub.transfer.Token;
import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `understudy pull`: a base model, or a text, from the internet.
@Command(
        name = "pull",
        header = "Fetch a base model, or tinyshakespeare.",
        description = {
            "",
            "What was cut off goes on where it stopped, and nothing counts as there before its"
                    + " checksum is right. No account is needed; a token in HF_TOKEN goes to the"
                    + " hub alone. HTTPS_PROXY and NO_PROXY are followed."
        },
        footer = {"", "Example:", "  understudy pull gpt2"})
final class PullCommand implements Runnable {
    @ParentCommand private @Nullable Understudy understudy;
    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "<name>",
            description =
                    "Fetch distilgpt2, gpt2, gpt2-medium, gpt2-large, gpt2-xl, any GPT-2 on the hub"
                            + " as owner/name[@revision], or the text tinyshakespeare.")
    private String name;

    @Option(
            names = "--hub",
            paramLabel = "<url>",
            description = "Fetch models here. Default: $HF_ENDPOINT, else " + Hub.STANDARD)
    private @Nullable String hub;

    @Option(
            names = "--texts",
            paramLabel = "<url>",
            defaultValue = TextPull.STANDARD,
            description = "Fetch texts here. Default: ${DEFAULT-VALUE}")
    private String texts;

    @Override
    public void run() {
        Understudy parent = Understudy.parentOf(understudy);
        Map<String, String> environment = System.getenv();
        if (name.equals(TextPull.TINYSHAKESPEARE)) {
            URI server = usable(() -> Hub.address(texts, "--texts"));
            Pulled pulled = pullText(parent, server, environment);
            String use = "understudy train --circle shakespeare --text " + pulled.place();
            tell(parent, pulled, name, use);
        } else {
            ModelName model = usable(() -> ModelName.of(name));
            Pulled pulled = pullModel(parent, model, environment);
            String use = "understudy generate --model " + model + " --prompt \"Once upon a time\"";
            tell(parent, pulled, model.text(), use);
        }
    }

    private URI hubAddress(Map<String, String> environment) {
        String fromEnvironment = environment.getOrDefault("HF_ENDPOINT", "");
        if (hub != null) {
            String given = hub;
            return usable(() -> Hub.address(given, "--hub"));
        }
        return fromEnvironment.isBlank()
                ? URI.create(Hub.STANDARD)
                : Hub.address(fromEnvironment, "HF_ENDPOINT");
    }

    private Pulled pullModel(Understudy parent, ModelName model, Map<String, String> environment) {
        URI address = hubAddress(environment);
        Optional<Token> token = Hub.token(address, environment);
        Home home = parent.home();
        try (Line line = line(environment, token);
                PullProgress progress = progress(parent, model.text())) {
            return new ModelPull(home, new Hub(address, line), token.isPresent())
                    .run(model, progress);
        }
    }

    private Pulled pullText(Understudy parent, URI server, Map<String, String> environment) {
        Home home = parent.home();
        try (Line line = line(environment, Optional.empty());
                PullProgress progress = progress(parent, name)) {
            return new TextPull(home, server, line).run(progress);
        }
    }

    private static Line line(Map<String, String> environment, Optional<Token> token) {
        Retries retries =
                new Retries(
                        Pace.STANDARD,
                        Thread::sleep,
                        RandomGenerator.getDefault(),
                        Clock.systemUTC());
        return new Line(LineSettings.of(environment, token), retries);
    }

    private static PullProgress progress(Understudy parent, String what) {
        return new PullProgress(what, parent.streams(), Clock.systemUTC());
    }

    private static void tell(Understudy parent, Pulled pulled, String what, String use) {
        parent.streams()
                .out()
                .println(
                        what
                                + (pulled.fetched() ? " is in " : " is there already, in ")
                                + pulled.place()
                                + ".");
        parent.streams().out().println("Use it: " + use);
    }

    /// What was typed wrongly is wrong usage, found before anything is touched.
    private <T> T usable(Supplier<T> typed) {
        try {
            return typed.get();
        } catch (UserError wrong) {
            throw new ParameterException(spec.commandLine(), wrong.problem(), wrong);
        }
    }
}
