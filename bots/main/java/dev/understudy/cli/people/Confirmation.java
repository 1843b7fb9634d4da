package dev.understudy.cli.people;

import dev.understudy.archive.people.Member;
import dev.understudy.chat.Handle;
import dev.understudy.cli.console.Streams;
import dev.understudy.settings.UserError;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;
import java.util.stream.Collectors;

/// Asks before something is done that cannot be undone.
final class Confirmation {
    private Confirmation() {}

    /// Asks for the name of `member`, who is to be forgotten. Throws UserError when something else
    /// is typed.
    static void require(Member member, Streams streams) {
        String handles =
                member.person().handles().stream()
                        .map(Handle::toString)
                        .collect(Collectors.joining(", "));
        streams.err()
                .printf(
                        "This deletes all that %s wrote as %s, for good. Type their name in"
                                + " capitals to go on: ",
                        member, handles);
        streams.err().flush();
        Scanner lines = new Scanner(streams.in(), StandardCharsets.UTF_8);
        if (!lines.hasNextLine() || !lines.nextLine().strip().equals(member.name())) {
            throw new UserError(
                    "Nobody was forgotten: the name was not typed.",
                    "Say --yes to be asked nothing.");
        }
    }
}
