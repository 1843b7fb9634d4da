package dev.understudy.imports;

import dev.understudy.archive.Archive;
import dev.understudy.archive.Storing;
import dev.understudy.chat.Circle;
import dev.understudy.imports.Progress.Step;
import dev.understudy.imports.discord.DiscordCsvReader;
import dev.understudy.imports.discord.DiscordJsonReader;
import dev.understudy.imports.discord.DiscordPackageReader;
import dev.understudy.imports.format.ExportReader;
import dev.understudy.imports.imessage.ExporterReader;
import dev.understudy.imports.imessage.MessagesReader;
import dev.understudy.imports.plain.PlainReader;
import dev.understudy.imports.signal.SignalReader;
import dev.understudy.imports.signal.SigtopReader;
import dev.understudy.imports.signalexport.SignalExportReader;
import dev.understudy.imports.telegram.TelegramReader;
import dev.understudy.imports.whatsapp.WhatsAppReader;
import dev.understudy.settings.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Brings exports into the archive: finds the reader for each, reads all of them once to see that
/// they are whole, then reads them again and stores. A damaged export changes nothing.
///
/// Memory: a batch of messages, whatever the size of the exports. One thread.
public final class Importer {
    private final List<ExportReader> readers;
    private final boolean recognise;

    /// Throws UserError when `options` names a format that does not exist.
    public Importer(ImportOptions options) {
        List<ExportReader> all =
                List.of(
                        new TelegramReader(options.zone()),
                        new DiscordJsonReader(),
                        new DiscordCsvReader(options.zone()),
                        new DiscordPackageReader(),
                        new WhatsAppReader(options.zone(), options.dateOrder()),
                        new SignalReader(options.owner()),
                        new SignalExportReader(options.zone(), options.owner()),
                        new SigtopReader(options.owner()),
                        new MessagesReader(options.owner()),
                        new ExporterReader(options.zone(), options.owner()),
                        new PlainReader());
        recognise = options.format().isEmpty();
        readers =
                all.stream()
                        .filter(r -> recognise || r.name().equals(options.format().get()))
                        .toList();
        if (readers.isEmpty()) {
            throw new UserError(
                    "\"" + options.format().orElse("") + "\" is no format of exports.",
                    "Use --format with one of: " + names(all) + "; or leave it out.");
        }
    }

    /// What importing `paths` would read, and how much of it keep; stores nothing.
    ///
    /// Throws UserError when one of them is missing, empty, not recognised or damaged.
    public ImportReport check(List<Path> paths, Progress progress) {
        try (Sources sources = sources(paths)) {
            return new ImportReport(readThrough(sources.found(), progress), true);
        }
    }

    /// Imports `paths` into `circle`: files, folders and zips that are one export or hold several.
    ///
    /// Throws UserError as [#check] does, before anything is stored, or when the archive fails:
    /// then whole batches are stored, and the same command completes the import.
    public ImportReport run(List<Path> paths, Circle circle, Archive archive, Progress progress) {
        try (Sources sources = sources(paths)) {
            readThrough(sources.found(), progress);
            Gauge gauge = new Gauge(Step.STORE, sources.found(), progress);
            List<SourceReport> reports = new ArrayList<>();
            for (Source source : sources.found()) {
                reports.add(stored(source, archive.store(circle), gauge));
            }
            return new ImportReport(reports, false);
        }
    }

    private static SourceReport stored(Source source, Storing storing, Gauge gauge) {
        Tally tally = new Tally(source, storing::add, gauge);
        try (storing) {
            source.reader().read(source.export(), tally);
        }
        gauge.finished(source);
        return tally.report(
                new SourceReport.Stored(
                        storing.stored(), storing.updated(), storing.known(), storing.refused()));
    }

    private static List<SourceReport> readThrough(List<Source> sources, Progress progress) {
        Gauge gauge = new Gauge(Step.CHECK, sources, progress);
        List<SourceReport> reports = new ArrayList<>();
        for (Source source : sources) {
            Tally tally = new Tally(source, _ -> {}, gauge);
            source.reader().read(source.export(), tally);
            gauge.finished(source);
            reports.add(tally.report(SourceReport.Stored.NOTHING));
        }
        return reports;
    }

    private Sources sources(List<Path> paths) {
        if (paths.isEmpty()) {
            throw new UserError(
                    "No export was named.",
                    "Name a file or folder, as in: understudy import result.json --circle friends");
        }
        Sources sources = new Sources(readers, recognise);
        try {
            paths.forEach(sources::add);
        } catch (RuntimeException refused) {
            sources.close();
            throw refused;
        }
        return sources;
    }

    private static String names(List<ExportReader> readers) {
        return readers.stream().map(ExportReader::name).collect(Collectors.joining(", "));
    }
}
