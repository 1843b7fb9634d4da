package dev.understudy.hub;

import dev.understudy.hub.transfer.Line;
import dev.understudy.hub.transfer.RemoteFile;
import dev.understudy.hub.transfer.TransferFailure;
import dev.understudy.hub.transfer.Watch;
import dev.understudy.model.Gpt2Config;
import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// Brings base models from a hub into the home folder. A model appears there whole and checked, or
/// not at all: until then its files are beside, and the next pull goes on with them. One thread.
///
/// @param withToken whether the hub gets a token, for what is told when it refuses
public record ModelPull(Home home, Hub hub, boolean withToken) {
    private static final String UNFINISHED = ".unfinished";

    /// Brings `model`, unless it is there.
    ///
    /// Throws UserError when the hub cannot be reached or does not have it, when it is no GPT-2
    /// (before its weights are fetched), when a file is not what is listed, or the disk is too
    /// small.
    public Pulled run(ModelName model, PullListener listener) {
        Path folder = home.base(model.folder());
        try (Home.Lock _ = new Home(home.bases()).lock()) {
            if (isThere(folder, model)) {
                return new Pulled(folder, false);
            }
            fetch(model, folder, listener);
            return new Pulled(folder, true);
        } catch (TransferFailure failure) {
            throw new ByHand(
                            model.repository(),
                            "config.json, tokenizer.json and model.safetensors of "
                                    + model.repository(),
                            folder.toString(),
                            withToken)
                    .explain(failure);
        } catch (IOException refused) {
            throw new UserError(
                    folder + " cannot be written: " + refused.getMessage() + ".",
                    "Make room on the disk or the folder writable, then run it again to go on.",
                    refused);
        }
    }

    /// What was pulled is there when every file has its size; what somebody put there by hand, when
    /// nothing is missing.
    private boolean isThere(Path folder, ModelName model) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        if (Files.exists(folder.resolve(Origin.FILE))) {
            return Origin.read(folder).orElseThrow().isWhole(folder);
        }
        Layout layout = Layout.in(folder);
        List<String> missing = layout.missing();
        if (!missing.isEmpty()) {
            throw new UserError(
                    folder + " was not pulled, and it lacks " + String.join(", ", missing) + ".",
                    "Add what is missing from "
                            + hub.page(model)
                            + ", or move the folder away and pull again.");
        }
        return !layout.weights(folder).isEmpty();
    }

    private void fetch(ModelName model, Path folder, PullListener listener) throws IOException {
        Watching watching = new Watching(listener);
        String commit = hub.commit(model, watching);
        Map<String, RemoteFile> listed = hub.files(model, commit, watching);
        Layout layout = new Layout(listed.keySet());
        requireModel(layout, model);
        Path beside = folder.resolveSibling(folder.getFileName() + UNFINISHED);
        takeApart(folder, beside);
        Files.createDirectories(beside);

        fetch(named(List.of(Layout.CONFIG), listed), beside, new Watching(PullListener.NONE));
        requireGpt2(model, beside);
        fetch(named(layout.small(), listed), beside, new Watching(PullListener.NONE));
        List<String> names = new ArrayList<>(layout.small());
        names.addAll(layout.weights(beside));
        List<RemoteFile> files = named(names, listed);
        requireRoom(model, files, beside);
        listener.started(files.stream().mapToLong(RemoteFile::size).sum());
        fetch(files, beside, watching);

        origin(model, commit, files).writeTo(beside);
        Files.move(beside, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    private void requireModel(Layout layout, ModelName model) {
        if (!layout.missing().isEmpty()) {
            throw new UserError(
                    model.repository()
                            + " is no model that can be used: it lacks "
                            + String.join(", ", layout.missing())
                            + ".",
                    "Choose another repository, as in understudy pull gpt2.");
        }
    }

    /// A folder that was pulled and has lost something since becomes unfinished again.
    private static void takeApart(Path folder, Path beside) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        Files.createDirectories(beside);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.move(
                        file,
                        beside.resolve(file.getFileName()),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.delete(folder);
    }

    private static List<RemoteFile> named(List<String> names, Map<String, RemoteFile> listed) {
        return Stream.of(names).flatMap(List::stream).map(listed::get).toList();
    }

    private void fetch(List<RemoteFile> files, Path folder, Watching watching) throws IOException {
        for (RemoteFile file : files) {
            Path target = folder.resolve(file.name());
            watching.begin(file);
            if (!Line.isWhole(target, file)) {
                hub.line().fetch(file, target, watching);
            }
            watching.at(file.size());
            watching.end(file);
        }
    }

    private static void requireGpt2(ModelName model, Path folder) throws IOException {
        try {
            Gpt2Config.read(folder);
        } catch (UserError other) {
            Files.deleteIfExists(folder.resolve(Layout.CONFIG));
            String found = other.problem().replace(folder + File.separator, "its ");
            throw new UserError(
                    model + " cannot be used: " + found + " Nothing else was fetched.",
                    "Choose distilgpt2, gpt2, gpt2-medium, gpt2-large, gpt2-xl or a model of the"
                            + " same architecture.",
                    other);
        }
    }

    private static void requireRoom(ModelName model, List<RemoteFile> files, Path folder)
            throws IOException {
        long needed = 0;
        for (RemoteFile file : files) {
            Path part = folder.resolve(file.name() + ".part");
            Path whole = folder.resolve(file.name());
            long here = Files.exists(whole) ? Files.size(whole) : 0;
            needed += Math.max(0, file.size() - here - (Files.exists(part) ? Files.size(part) : 0));
        }
        long free = Files.getFileStore(folder).getUsableSpace();
        if (needed > free) {
            throw new UserError(
                    String.format(
                            Locale.ROOT,
                            "%s needs %.1f GB more, and the disk of %s has %.1f GB free.",
                            model,
                            needed / 1e9,
                            folder,
                            free / 1e9),
                    "Free some space, or choose another folder with --home; then run it again.");
        }
    }

    private static Origin origin(ModelName model, String commit, List<RemoteFile> files) {
        return new Origin(
                model.repository(),
                model.revision(),
                commit,
                files.stream()
                        .map(
                                file ->
                                        new Origin.Part(
                                                file.name(),
                                                file.size(),
                                                file.checksum().toString()))
                        .toList());
    }

    /// Adds the files up.
    private static final class Watching implements Watch {
        private final PullListener listener;
        private String file = "";
        private long before;

        Watching(PullListener listener) {
            this.listener = listener;
        }

        void begin(RemoteFile next) {
            file = next.name();
            at(0);
        }

        void end(RemoteFile whole) {
            before += whole.size();
        }

        @Override
        public void at(long bytes) {
            listener.at(before + bytes, file);
        }

        @Override
        public void waiting(Duration pause, String reason) {
            listener.waiting(pause, reason);
        }
    }
}
