package dev.understudy.model.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The processor at hand.
public final class Processor {
    private static final Path LINUX = Path.of("/proc/cpuinfo");

    private Processor() {}

    /// Whether it adds up products of bytes without overflow (VNNI). Others have room for seven
    /// bits of what comes in. Says no where the system does not tell.
    public static boolean multipliesBytes() {
        try {
            return Files.isReadable(LINUX)
                    && Files.readString(LINUX).matches("(?s).*\\bavx(512)?_vnni\\b.*");
        } catch (IOException unreadable) {
            return false;
        }
    }
}
