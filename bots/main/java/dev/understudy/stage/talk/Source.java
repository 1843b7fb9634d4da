package dev.understudy.stage.talk;

import dev.understudy.clone.voice.Voice;
import dev.understudy.model.device.Machine;
import dev.understudy.stage.talk.Recalls.Counts;
import java.util.function.Function;

/// Where one version's voice is had from. Thread-safe.
public abstract class Source {
    /// The part of the memory that is free for what was read.
    private static final int PART = 8;

    Source() {}

    /// What `use` makes with the voice, which stays in memory meanwhile. Throws UserError when it
    /// cannot be loaded.
    abstract <T> T with(Function<Loaded, T> use);

    /// Nobody asks any more.
    abstract void close();

    /// A voice that stays in memory until it is closed, which closes it.
    static Source of(Voice voice) {
        Recalls recalls = new Recalls(voice, Machine.availableBytes() / PART, new Counts());
        Loaded loaded = new Loaded(voice, 0, recalls, () -> {});
        return new Source() {
            @Override
            <T> T with(Function<Loaded, T> use) {
                return use.apply(loaded);
            }

            @Override
            void close() {
                loaded.leave();
            }
        };
    }
}
