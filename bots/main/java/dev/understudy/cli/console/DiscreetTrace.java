package dev.understudy.cli.console;

import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.List;
import java.util.Set;

/// The stack trace of an event without a friend's words.
///
/// Databases and parsers quote what they choke on, so a message is shown only where it cannot hold
/// any: thrown by our own code or the engine, or about files, memory, indexes, null.
public final class DiscreetTrace extends ThrowableHandlingConverter {
    private static final String WITHHELD = "(message withheld: it may quote someone)";
    private static final List<String> TRUSTED_THROWERS =
            List.of("dev.understudy.", "ai.djl.engine.", "ai.djl.pytorch.", "picocli.");
    private static final Set<String> TRUSTED_TYPES =
            Set.of(
                    "java.lang.NullPointerException",
                    "java.lang.ClassCastException",
                    "java.lang.IndexOutOfBoundsException",
                    "java.lang.ArrayIndexOutOfBoundsException",
                    "java.lang.StringIndexOutOfBoundsException",
                    "java.lang.OutOfMemoryError",
                    "java.lang.NoClassDefFoundError",
                    "java.lang.UnsatisfiedLinkError",
                    "java.io.FileNotFoundException",
                    "java.io.IOException");

    @Override
    public String convert(ILoggingEvent event) {
        StringBuilder trace = new StringBuilder();
        if (event.getThrowableProxy() != null) {
            append(trace, "", event.getThrowableProxy());
        }
        return trace.toString();
    }

    private static void append(StringBuilder trace, String lead, IThrowableProxy thrown) {
        trace.append(lead).append(thrown.getClassName());
        String message = thrown.getMessage();
        if (message != null && !thrown.isCyclic()) {
            trace.append(": ").append(mayTell(thrown) ? message : WITHHELD);
        }
        trace.append('\n');
        if (thrown.isCyclic()) {
            return;
        }
        StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
        int shown = frames.length - thrown.getCommonFrames();
        for (int i = 0; i < shown; i++) {
            trace.append("    ").append(frames[i].getSTEAsString()).append('\n');
        }
        for (IThrowableProxy suppressed : thrown.getSuppressed()) {
            append(trace, "Suppressed: ", suppressed);
        }
        if (thrown.getCause() != null) {
            append(trace, "Caused by: ", thrown.getCause());
        }
    }

    /// `new RuntimeException(cause)` takes the cause's text for its own, so a trusted thrower is
    /// believed only as far as its cause is.
    private static boolean mayTell(IThrowableProxy thrown) {
        if (thrown.getCause() != null
                && !mayTell(thrown.getCause())
                && thrown.getMessage().contains(String.valueOf(thrown.getCause().getMessage()))) {
            return false;
        }
        if (TRUSTED_TYPES.contains(thrown.getClassName())
                || thrown.getClassName().startsWith("java.nio.file.")) {
            return true;
        }
        StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
        return frames.length > 0
                && TRUSTED_THROWERS.stream()
                        .anyMatch(frames[0].getStackTraceElement().getClassName()::startsWith);
    }
}
