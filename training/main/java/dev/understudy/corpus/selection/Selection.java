package dev.understudy.corpus.selection;

import dev.understudy.settings.UserError;
import java.util.ArrayList;
import java.util.List;

/// Which messages a corpus leaves out, beyond those that no friend wrote.
///
/// @param commands how messages to a bot begin, right before a letter; none keeps them
/// @param pasteLength a text of so many letters and digits is kept once, however often it is said
///   again nearly word for word; 0 keeps it each time
public record Selection(List<String> commands, int pasteLength) {
    /// Messages that begin with `/` or `!`, and paste from a hundred letters on.
    public static final Selection STANDARD = new Selection(List.of("/", "!"), 100);

    public Selection {
        commands = List.copyOf(commands);
        if (commands.contains("")) {
            throw new UserError(
                    "corpus.commands holds an empty prefix, which begins every message.",
                    "Name prefixes as in /,! or none.");
        }
        if (pasteLength < 0) {
            throw new UserError(
                    "corpus.paste-length is " + pasteLength + "; accepted: 0 or more.",
                    "100 letters suit most groups; 0 keeps all paste.");
        }
    }

    /// The filters, in the order in which they are asked; they remember what they have seen, so
    /// each reading of the messages takes new ones. The first reason counts.
    public List<Filter> filters() {
        List<Filter> filters = new ArrayList<>();
        filters.add(Filter.KIND);
        filters.add(Filter.EMPTY);
        if (!commands.isEmpty()) {
            filters.add(new Commands(commands));
        }
        filters.add(new Placeholders());
        if (pasteLength > 0) {
            filters.add(new Paste(pasteLength));
        }
        return List.copyOf(filters);
    }
}
