package dev.understudy.terminal;

import dev.understudy.clone.Catalogue;
import dev.understudy.clone.Speaker;
import dev.understudy.stage.command.Verb;
import java.util.Arrays;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/// Completes the word of a command, then the names of clones where it takes some.
final class CommandCompleter implements Completer {
    private final Catalogue catalogue;

    CommandCompleter(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        if (line.wordIndex() == 0) {
            if (line.word().startsWith("/")) {
                Arrays.stream(Verb.values())
                        .map(verb -> "/" + verb.word())
                        .map(Candidate::new)
                        .forEach(candidates::add);
            }
        } else if (Arrays.stream(Verb.values())
                .filter(Verb::takesNames)
                .anyMatch(verb -> line.words().getFirst().equals("/" + verb.word()))) {
            catalogue.clones().stream()
                    .map(CommandCompleter::typed)
                    .map(Candidate::new)
                    .forEach(candidates::add);
        }
    }

    private static String typed(Speaker clone) {
        String name = clone.displayName();
        return name.contains(" ") ? '"' + name + '"' : name;
    }
}
