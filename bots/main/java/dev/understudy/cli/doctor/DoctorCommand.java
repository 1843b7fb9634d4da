package dev.understudy.cli.doctor;

import dev.understudy.cli.console.Workplace;
import dev.understudy.cli.storage.ConfigOption;
import dev.understudy.settings.Home;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/// `understudy doctor`: whether the bots could start, and what to do where they could not.
@Command(
        name = "doctor",
        header = "Check everything that the bots need, without starting them.",
        description = {
            "",
            "Looks at the settings, tokens, data folder, disk, archive, each circle's model and"
                    + " friends, and asks each platform what is missing there. The exit code is 1"
                    + " if anything is in trouble."
        },
        footer = {"", "Example:", "  understudy doctor"})
public final class DoctorCommand implements Callable<Integer> {
    @ParentCommand private @Nullable Workplace understudy;

    @Mixin private ConfigOption config = new ConfigOption();

    @Override
    public Integer call() {
        Workplace workplace = Objects.requireNonNull(understudy, "picocli sets the parent command");
        Home home = workplace.home();
        List<Check> checks =
                new Checkup(home, config.file(home), System.getenv(), Examination.ofPlatforms())
                        .run();
        workplace.streams().out().println(Check.table(checks));
        return Check.anyTrouble(checks) ? 1 : 0;
    }
}
