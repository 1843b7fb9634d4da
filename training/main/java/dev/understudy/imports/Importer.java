package dev.understudy.imports;

import dev.understudy.archive.Archive;
import dev.understudy.archive.Storing;
import dev.understudy.chat.Circle;
import dev.understudy.imports.Progress.Step;
import dev.understudy.imports.csv.CsvReader;
import dev.understudy.imports.discord.DiscordCsvReader;
import dev.understudy.imports.discord.DiscordJsonReader;
import dev.understudy.imports.discord.DiscordPackageReader;
import dev.understudy.imports.format.ExportReader;
import dev.understudy.imports.googlechat.GoogleChatReader;
import dev.understudy.imports.imessage.ExporterReader;
import dev.understudy.imports.imessage.MessagesReader;
import dev.understudy.imports.irc.IrcReader;
import dev.understudy.imports.matrix.MatrixReader;
import dev.understudy.imports.meta.MetaReader;
import dev.understudy.imports.plain.PlainReader;
import dev.understudy.imports.signal.SignalReader;
import dev.understudy.imports.signal.SigtopReader;
import dev.understudy.imports.signalexport.SignalExportReader;
import dev.understudy.imports.slack.SlackReader;
import dev.understudy.imports.telegram.TelegramReader;
import dev.understudy.imports.text.TextReader;
import dev.understudy.imports.twitter.TwitterCsvReader;
import dev.understudy.imports.twitter.TwitterReader;
import dev.understudy.imports.whatsapp.WhatsAppReader;
import dev.understudy.settings.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Brings exports into the archive: finds the reader for each, then reads and stores one after the
/// other. A damaged one is stored as far as it is whole, and the others go on.
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
                        MetaReader.messenger(),
                        MetaReader.instagram(),
                        new SlackReader(),
                        new MatrixReader(),
                        new GoogleChatReader(),
                        new WhatsAppReader(options.zone(), options.dateOrder()),
                        new SignalReader(options.owner()),
                        new SignalExportReader(options.zone(), options.owner()),
                        new SigtopReader(options.owner()),
                        new MessagesReader(options.owner()),
                        new ExporterReader(options.zone(), options.owner()),
                        new IrcReader(options.zone()),
                        new TwitterReader(options.owner()),
                        new TwitterCsvReader(options.owner()),
                        new CsvReader(options.zone(), options.dateOrder(), options.columns()),
                        new PlainReader(),
                        new TextReader(options.owner(), options.splitAt()));
        recognise = options.format().isEmpty();
        readers =
                all.stream()
                        .filter(r -> r.name().equals(options.format().orElse(r.name())))
                        .filter(r -> !(recognise && r instanceof TextReader)) // which knows all
                        .toList();
        if (readers.isEmpty()) {
            throw new UserError(
                    "\"" + options.format().orElse("") + "\" is no format of exports.",
                    "Use --format with one of: " + names(all) + "; or leave it out.");
        }
    }

    /// What importing `paths` would read, and how much of it keep; stores nothing. What is damaged
    /// is said in the report.
    ///
    /// Throws UserError when one of them is missing, empty, not recognised, or could be of several
    /// formats.
    public ImportReport check(List<Path> paths, Progress progress) {
        try (Sources sources = sources(paths)) {
            Gauge gauge = new Gauge(Step.CHECK, sources.found(), progress);
            List<SourceReport> reports = new ArrayList<>();
            for (Source source : sources.found()) {
                Tally tally = new Tally(source, _ -> {}, gauge);
                tally.read();
                reports.add(tally.report(SourceReport.Stored.NOTHING));
            }
            return new ImportReport(reports, sources.remainder(), true);
        }
    }

    /// Imports `paths` into `circle`: files, folders and zips that are one export or hold several.
    /// What is damaged is stored as far as it is whole, and said in the report.
    ///
    /// Throws UserError as [#check] does, before anything is stored, or when the archive fails:
    /// then whole batches are stored, and the same command completes the import.
    public ImportReport run(List<Path> paths, Circle circle, Archive archive, Progress progress) {
        try (Sources sources = sources(paths)) {
            Gauge gauge = new Gauge(Step.STORE, sources.found(), progress);
            List<SourceReport> reports = new ArrayList<>();
            for (Source source : sources.found()) {
                reports.add(stored(source, archive.store(circle), gauge));
            }
            return new ImportReport(reports, sources.remainder(), false);
        }
    }

    private static SourceReport stored(Source source, Storing storing, Gauge gauge) {
        Tally tally = new Tally(source, storing::add, gauge);
        try (storing) {
            tally.read();
        }
        return tally.report(
                new SourceReport.Stored(
                        storing.stored(), storing.updated(), storing.known(), storing.refused()));
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
