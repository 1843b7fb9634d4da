package dev.understudy.model.device;

import ai.djl.engine.Engine;
import dev.understudy.settings.NativeLibraries;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What this process computes with.
///
/// @param cores that it may use
/// @param memoryBytes of the machine, or of the container
/// @param libtorch its version
public record Machine(int cores, long memoryBytes, String libtorch) {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");

    /// The one at hand. Starts libtorch if need be.
    public static Machine here() {
        NativeLibraries.prepare();
        long memory =
                ((com.sun.management.OperatingSystemMXBean)
                                ManagementFactory.getOperatingSystemMXBean())
                        .getTotalMemorySize();
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                memory,
                Engine.getEngine("PyTorch").getVersion());
    }

    /// Bytes of memory that this process could take now without pushing others out.
    public static long availableBytes() {
        return HostMemory.availableBytes();
    }

    /// Bytes of memory that this process has resident now, Java's and mapped files' included; empty
    /// where the system does not say, which only Linux does.
    public static OptionalLong residentBytes() {
        try {
            return Files.isReadable(STATUS)
                    ? resident(Files.readString(STATUS))
                    : OptionalLong.empty();
        } catch (IOException unreadable) {
            return OptionalLong.empty(); // as where there is no such file
        }
    }

    /// What a `/proc/PID/status` says of it.
    static OptionalLong resident(String status) {
        Matcher found = RESIDENT.matcher(status);
        return found.find()
                ? OptionalLong.of(Long.parseLong(found.group(1)) * 1024)
                : OptionalLong.empty();
    }
}
