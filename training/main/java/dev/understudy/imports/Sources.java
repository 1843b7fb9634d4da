package dev.understudy.imports;

import dev.understudy.imports.ImportReport.Remainder;
import dev.understudy.imports.SourceReport.Damage;
import dev.understudy.imports.files.Export;
import dev.understudy.imports.format.ExportReader;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Finds the exports in what somebody names, and the reader for each. Zips stay open until it is
/// closed. One thread.
final class Sources implements AutoCloseable {
    private static final int NAMED = 3;

    private final List<ExportReader> readers;
    private final boolean recognise;
    private final List<Export> opened = new ArrayList<>();
    private final List<Source> found = new ArrayList<>();
    private final List<Damage> unopened = new ArrayList<>();
    private final List<Path> firstPassedOver = new ArrayList<>();
    private long passedOver;

    /// @param readers all that may be asked; when `recognise` is false the only one, for everything
    Sources(List<ExportReader> readers, boolean recognise) {
        this.readers = readers;
        this.recognise = recognise;
    }

    /// All that were found, in the order in which they were named.
    List<Source> found() {
        return List.copyOf(found);
    }

    /// What lay beside them and was not taken.
    Remainder remainder() {
        return new Remainder(passedOver, firstPassedOver, unopened);
    }

    /// Adds what `path` holds: a file; a folder or zip that is one export as a whole; else each
    /// file in it that a reader recognises, zips in a folder included.
    ///
    /// Throws UserError when it is missing, empty or a trap, when no reader or more than one fits.
    void add(Path path) {
        Path place = Place.locate(path);
        Export export = open(place);
        List<ExportReader> matching = matching(export);
        if (!matching.isEmpty()) {
            take(export, matching);
        } else if (export.single().isPresent() && !recognise) {
            take(export, readers);
        } else if (export.single().isPresent() || !addParts(export)) {
            throw unknown(export);
        }
    }

    private Export open(Path path) {
        Export export = Export.open(path);
        opened.add(export);
        return export;
    }

    /// Adds what lies in a folder or zip that is no export as a whole. Whether there was anything.
    private boolean addParts(Export export) {
        int before = found.size() + unopened.size();
        for (Export part : export.parts()) {
            try {
                addPart(part);
            } catch (IOException unreadable) {
                unopened.add(Damage.of(Place.unreadable(part.path(), unreadable)));
            }
        }
        return found.size() + unopened.size() > before;
    }

    private void addPart(Export part) throws IOException {
        boolean binary = part.single().isPresent() && part.single().get().isBinary();
        List<ExportReader> matching = binary ? List.of() : matching(part);
        if (!matching.isEmpty()) {
            take(part, matching);
        } else if (Export.isZip(part.path())) { // not so inside a zip, where nothing is on disk
            addZip(part.path());
        } else if (part.single().isPresent()) {
            passOver(part.path());
        } else {
            addParts(part);
        }
    }

    private void passOver(Path path) {
        passedOver++;
        if (firstPassedOver.size() < NAMED) {
            firstPassedOver.add(path);
        }
    }

    private void addZip(Path path) {
        Export zip;
        try {
            zip = open(path);
        } catch (UserError damaged) {
            unopened.add(Damage.of(damaged));
            return;
        }
        List<ExportReader> matching = matching(zip);
        if (matching.isEmpty()) {
            addParts(zip);
        } else {
            take(zip, matching);
        }
    }

    private List<ExportReader> matching(Export export) {
        return readers.stream().filter(reader -> reader.recognises(export)).toList();
    }

    private void take(Export export, List<ExportReader> matching) {
        if (matching.size() > 1) {
            throw new UserError(
                    export.path()
                            + " could be of more than one format: "
                            + matching.stream()
                                    .map(ExportReader::name)
                                    .collect(Collectors.joining(", "))
                            + ".",
                    "Say which with --format.");
        }
        found.add(new Source(export, matching.getFirst()));
    }

    private UserError unknown(Export export) {
        String titles = readers.stream().map(ExportReader::title).collect(Collectors.joining("; "));
        if (export.single().isPresent()) {
            return new UserError(
                    export.path()
                            + " is not an export that Understudy reads, nor a transcript with"
                            + " speakers.",
                    "It reads: " + titles + ".");
        }
        if (export.files().stream().anyMatch(file -> file.name().endsWith("messages.html"))) {
            return new UserError(
                    export.path() + " is a Telegram export in HTML, from which nothing is read.",
                    "Export again with the format \"Machine-readable JSON\" and import its"
                            + " result.json.");
        }
        return new UserError(
                export.path() + " holds no export that Understudy reads.",
                "It reads: " + titles + ". Zips inside a zip have to be unpacked first.");
    }

    @Override
    public void close() {
        opened.forEach(Export::close);
    }
}
