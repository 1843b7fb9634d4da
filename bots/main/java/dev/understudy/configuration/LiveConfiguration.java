package dev.understudy.configuration;

import dev.understudy.settings.UserError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The configuration of running bots: what they ask for anew each time follows the file; who is
/// heard, and where, stays as it was at the start. Thread-safe.
///
/// A file that says something wrong, or is gone, changes nothing and is told in the log once, until
/// it changes again; so is what would need a restart.
public final class LiveConfiguration implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveConfiguration.class);

    private final ConfigurationFile file;
    private final Configuration start;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Configuration current;

    /// What was last taken from the file, or refused.
    private byte[] taken;

    /// What the file held when it was last looked at.
    private byte[] seen;

    private boolean missing;

    private LiveConfiguration(ConfigurationFile file, byte[] content) {
        this.file = file;
        start = file.parse(content);
        current = start;
        taken = content;
        seen = content;
    }

    /// Reads `file`. Throws UserError as [ConfigurationFile#read] does.
    public static LiveConfiguration open(ConfigurationFile file) {
        return new LiveConfiguration(file, file.bytes());
    }

    /// The file.
    public Path path() {
        return file.path();
    }

    /// Looks at the file from now on, again and again after `pause`, until closed.
    public void follow(Duration pause) {
        Thread.ofVirtual().name("settings").start(() -> lookEvery(pause));
    }

    private void lookEvery(Duration pause) {
        try {
            while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                lookOnce();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookOnce() {
        try {
            look();
        } catch (RuntimeException defect) {
            LOG.error("The settings could not be looked at", defect);
        }
    }

    /// What holds now.
    public Configuration current() {
        return current;
    }

    /// How clones behave now.
    public Manners manners() {
        return current.manners();
    }

    /// How much they may do now.
    public Budgets budgets() {
        return current.budgets();
    }

    /// Looks at the file once, and takes what it says when it says the same as at the last look: a
    /// file that is being written is left alone until it is whole.
    synchronized void look() {
        byte[] now;
        try {
            now = file.bytes();
        } catch (UserError gone) {
            if (!missing) {
                LOG.warn("{} What it said before goes on. {}", gone.problem(), gone.remedy());
            }
            missing = true;
            return;
        }
        missing = false;
        boolean settled = Arrays.equals(now, seen);
        seen = now;
        if (settled && !Arrays.equals(now, taken)) {
            taken = now;
            take(now);
        }
    }

    private void take(byte[] content) {
        try {
            Configuration said = file.parse(content);
            boolean same =
                    said.manners().equals(current.manners())
                            && said.budgets().equals(current.budgets());
            current =
                    new Configuration(
                            start.platforms(),
                            start.circles(),
                            start.operators(),
                            start.notices(),
                            said.manners(),
                            said.budgets(),
                            said.privacy(),
                            said.models(),
                            said.gates(),
                            said.nightly(),
                            start.archive(),
                            start.engine());
            LOG.info(
                    "{} is read again{}.", file.path(), same ? "" : ": manners or budgets changed");
            List<String> waiting = waiting(said);
            if (!waiting.isEmpty()) {
                LOG.warn(
                        "{} changed in {}: restart to use what it says now.",
                        String.join(", ", waiting),
                        file.path());
            }
        } catch (UserError wrong) {
            LOG.warn("{} What it said before goes on. {}", wrong.problem(), wrong.remedy());
        }
    }

    /// What of `said` is other than at the start and needs a restart, as the file names it.
    private List<String> waiting(Configuration said) {
        List<String> waiting = new ArrayList<>();
        if (!said.platforms().discord().equals(start.platforms().discord())) {
            waiting.add("platforms.discord");
        }
        if (!said.platforms().telegram().equals(start.platforms().telegram())) {
            waiting.add("platforms.telegram");
        }
        said.circles()
                .forEach(
                        (circle, settings) -> {
                            if (!settings.equals(start.circles().get(circle))) {
                                waiting.add("circles." + circle);
                            }
                        });
        start.circles().keySet().stream()
                .filter(circle -> !said.circles().containsKey(circle))
                .forEach(circle -> waiting.add("circles." + circle));
        if (!said.operators().equals(start.operators())) {
            waiting.add("operators");
        }
        if (!said.notices().equals(start.notices())) {
            waiting.add("notices");
        }
        if (!said.archive().equals(start.archive())) {
            waiting.add("archive");
        }
        if (!said.engine().equals(start.engine())) {
            waiting.add("engine");
        }
        if (said.nightly().runs() != start.nightly().runs()) {
            waiting.add("nightly.runs");
        }
        return waiting;
    }

    /// Stops looking.
    @Override
    public void close() {
        closed.countDown();
    }
}
