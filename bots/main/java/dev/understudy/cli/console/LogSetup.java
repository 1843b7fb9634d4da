package dev.understudy.cli.console;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.spi.FilterReply;
import ch.qos.logback.core.util.FileSize;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/// Our warnings to `err` in one line each; everything to `logs/understudy.log` in the home folder,
/// which five files of 5 MB bound. Logback finds this class by its service entry.
///
/// Libraries log from INFO up only: what they say at DEBUG may quote a friend.
public final class LogSetup extends ContextAwareBase implements Configurator {
    private static final String FILE = "file";
    private static final String BRIEF = "%level: %msg%n%nopex";
    private static final String FULL = "%d{ISO8601} %-5level [%thread] %logger: %msg%n%discreet";

    @Override
    public ExecutionStatus configure(LoggerContext logs) {
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(logs);
        console.setTarget("System.err");
        console.setEncoder(encoder(logs, BRIEF));
        console.addFilter(new Brief());
        console.start();
        Logger root = logs.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(console);
        logs.getLogger("dev.understudy").setLevel(Level.DEBUG);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /// Opens the log under `folder`, unless it is open already, and returns its path.
    public static Path writeTo(Path folder) {
        LoggerContext logs = (LoggerContext) LoggerFactory.getILoggerFactory();
        Logger root = logs.getLogger(Logger.ROOT_LOGGER_NAME);
        Path file = folder.resolve("logs").resolve("understudy.log");
        if (root.getAppender(FILE) instanceof RollingFileAppender<ILoggingEvent> open) {
            if (file.toString().equals(open.getFile())) {
                return file;
            }
            root.detachAppender(open);
            open.stop();
        }
        root.addAppender(appender(logs, file));
        return file;
    }

    /// Whether a log file is being written.
    static boolean isOpen() {
        LoggerContext logs = (LoggerContext) LoggerFactory.getILoggerFactory();
        return logs.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(FILE)
                        instanceof RollingFileAppender<ILoggingEvent> file
                && file.isStarted();
    }

    private static RollingFileAppender<ILoggingEvent> appender(LoggerContext logs, Path file) {
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(logs);
        appender.setName(FILE);
        appender.setFile(file.toString());
        appender.setEncoder(encoder(logs, FULL));

        FixedWindowRollingPolicy rolling = new FixedWindowRollingPolicy();
        rolling.setContext(logs);
        rolling.setParent(appender);
        rolling.setFileNamePattern(file + ".%i");
        rolling.setMinIndex(1);
        rolling.setMaxIndex(4);
        rolling.start();

        SizeBasedTriggeringPolicy<ILoggingEvent> full = new SizeBasedTriggeringPolicy<>();
        full.setContext(logs);
        full.setMaxFileSize(FileSize.valueOf("5MB"));
        full.start();

        appender.setRollingPolicy(rolling);
        appender.setTriggeringPolicy(full);
        appender.start();
        return appender;
    }

    /// Lets our warnings through, save those that [Failure] tells in two lines of its own, and the
    /// complaints of a process that is being ended. A library's warnings say nothing to do: what
    /// matters in them comes as an exception too.
    private static final class Brief extends Filter<ILoggingEvent> {
        @Override
        public FilterReply decide(ILoggingEvent event) {
            boolean warns = event.getLevel().isGreaterOrEqual(Level.WARN);
            boolean told = event.getLoggerName().equals(Failure.class.getName());
            boolean ours = event.getLoggerName().startsWith("dev.understudy.");
            return warns && ours && !told && !Ending.hasBegun()
                    ? FilterReply.NEUTRAL
                    : FilterReply.DENY;
        }
    }

    private static Encoder<ILoggingEvent> encoder(LoggerContext logs, String pattern) {
        PatternLayout layout = new PatternLayout();
        layout.setContext(logs);
        layout.getInstanceConverterMap().put("discreet", DiscreetTrace::new);
        layout.setPattern(pattern);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(logs);
        encoder.setLayout(layout);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.start();
        return encoder;
    }
}
