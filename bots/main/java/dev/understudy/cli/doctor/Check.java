package dev.understudy.cli.doctor;

import dev.understudy.settings.UserError;
import dev.understudy.stage.door.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/// What came of looking at one thing.
///
/// @param subject what was looked at, in a word or two
/// @param told what was found, in one line
/// @param remedy what to do about it, where it is trouble
record Check(State state, String subject, String told, Optional<String> remedy) {

    /// How it stands with it.
    enum State {
        OK,
        /// Not used, by choice or for want of a token.
        OFF,
        TROUBLE
    }

    static Check ok(String subject, String told) {
        return new Check(State.OK, subject, told, Optional.empty());
    }

    static Check off(String subject, String told) {
        return new Check(State.OFF, subject, told, Optional.empty());
    }

    static Check trouble(String subject, String problem, String remedy) {
        return new Check(State.TROUBLE, subject, problem, Optional.of(remedy));
    }

    static Check trouble(String subject, UserError error) {
        return trouble(subject, error.problem(), error.remedy());
    }

    static Check trouble(String subject, Finding finding) {
        return trouble(subject, finding.problem(), finding.remedy());
    }

    /// What `look` comes to; trouble when it throws UserError.
    static Check of(String subject, Supplier<Check> look) {
        try {
            return look.get();
        } catch (UserError error) {
            return trouble(subject, error);
        }
    }

    static boolean anyTrouble(List<Check> checks) {
        return checks.stream().anyMatch(check -> check.state == State.TROUBLE);
    }

    /// Lines for a terminal, the last without a line end; a remedy stands below its trouble.
    static String table(List<Check> checks) {
        int width = checks.stream().mapToInt(check -> check.subject.length()).max().orElse(0);
        String line = "%-7s  %-" + Math.max(1, width) + "s  %s";
        List<String> lines = new ArrayList<>();
        for (Check check : checks) {
            String state = check.state.name().toLowerCase(Locale.ROOT);
            lines.add(line.formatted(state, check.subject, check.told));
            check.remedy.ifPresent(remedy -> lines.add(line.formatted("", "", "-> " + remedy)));
        }
        return String.join(System.lineSeparator(), lines);
    }
}
