package dev.understudy.cli;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A process that trains three times: in half batches, in whole ones, and in whole ones again with
/// less address space than these took before, and more than the halves did.
///
/// The limit lies in the middle of what was measured in this very process, so that it follows
/// neither from the machine's memory nor from what Java takes here.
final class ScarceMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Pattern PEAK = Pattern.compile("(?m)^VmPeak:\\s+(\\d+) kB$");

    /// Linux's number of the limit on the address space.
    private static final int ADDRESS_SPACE = 9;

    private ScarceMemory() {}

    /// Arguments: a text, and a folder for the homes `halves`, `whole` and `scarce`.
    public static void main(String[] arguments) throws Throwable {
        Path folder = Path.of(arguments[1]);
        List<String> line = List.of("train", "--circle", "friends", "--text", arguments[0]);
        train(folder, line, "halves", "--batch=1500", "--accumulation=2");
        long halves = peak();
        train(folder, line, "whole", "--batch=3000");
        long whole = peak();
        System.out.printf("%,d bytes for halves, %,d for the whole%n", halves, whole);
        limitAddressSpace((halves + whole) / 2);
        train(folder, line, "scarce", "--batch=3000");
    }

    private static void train(Path folder, List<String> line, String name, String... more) {
        List<String> all = new ArrayList<>(line);
        all.addAll(
                List.of(
                        "--vocabulary=257",
                        "--layers=1",
                        "--heads=1",
                        "--width=8",
                        "--block=64",
                        "--steps=2",
                        "--warm-up=0",
                        "--loss-rows=1000000",
                        "--gradient-checkpointing=off",
                        "--evaluate-blocks=8",
                        "--sample-every=0",
                        "--device=cpu"));
        all.addAll(Arrays.asList(more));
        all.addAll(List.of("--home", folder.resolve(name).toString()));
        Invocation trained = Invocation.of(all.toArray(String[]::new));
        try {
            Files.writeString(folder.resolve(name + ".err"), trained.err());
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        if (trained.exitCode() != 0) {
            throw new IllegalStateException(name + ": " + trained.err());
        }
    }

    private static long peak() throws IOException {
        Matcher found = PEAK.matcher(Files.readString(STATUS));
        if (!found.find()) {
            throw new IllegalStateException(STATUS + " states no VmPeak");
        }
        return Long.parseLong(found.group(1)) * 1024;
    }

    /// What `ulimit -S -v` does, from now on.
    @SuppressWarnings("restricted") // the call into libc is what this is for
    private static void limitAddressSpace(long bytes) throws Throwable {
        Linker linker = Linker.nativeLinker();
        FunctionDescriptor types = FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS);
        MethodHandle get =
                linker.downcallHandle(linker.defaultLookup().findOrThrow("getrlimit"), types);
        MethodHandle set =
                linker.downcallHandle(linker.defaultLookup().findOrThrow("setrlimit"), types);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment softAndHard = arena.allocate(JAVA_LONG, 2);
            int got = (int) get.invokeExact(ADDRESS_SPACE, softAndHard);
            softAndHard.setAtIndex(JAVA_LONG, 0, bytes);
            int limited = (int) set.invokeExact(ADDRESS_SPACE, softAndHard);
            if (got != 0 || limited != 0) {
                throw new IllegalStateException("the system sets no limit");
            }
        }
    }
}
