package dev.understudy.model;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The memory of this machine, or of the container that this process is in.
final class HostMemory {
    private static final Path LINUX = Path.of("/proc/meminfo");
    private static final Path LIMIT = Path.of("/sys/fs/cgroup/memory.max");
    private static final Path USED = Path.of("/sys/fs/cgroup/memory.current");
    private static final Pattern AVAILABLE = Pattern.compile("MemAvailable:\\s+(\\d+) kB");

    private HostMemory() {}

    /// Bytes that could be taken without pushing others out: on Linux with what the file cache
    /// would give back, elsewhere what is free.
    static long availableBytes() {
        long free =
                ((com.sun.management.OperatingSystemMXBean)
                                ManagementFactory.getOperatingSystemMXBean())
                        .getFreeMemorySize();
        try {
            if (Files.isReadable(LINUX)) {
                Matcher found = AVAILABLE.matcher(Files.readString(LINUX));
                free = found.find() ? Long.parseLong(found.group(1)) * 1024 : free;
            }
            if (Files.isReadable(LIMIT) && Files.isReadable(USED)) {
                String limit = Files.readString(LIMIT).strip();
                if (!limit.equals("max")) {
                    long left = Long.parseLong(limit) - number(USED);
                    free = Math.min(free, left);
                }
            }
        } catch (IOException | NumberFormatException unreadable) {
            return free; // what the JVM says, or the last that could be read
        }
        return free;
    }

    private static long number(Path file) throws IOException {
        return Long.parseLong(Files.readString(file).strip());
    }
}
