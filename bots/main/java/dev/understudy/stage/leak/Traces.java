package dev.understudy.stage.leak;

import dev.understudy.archive.live.Remains;
import dev.understudy.chat.Message;
import dev.understudy.chat.SpeakerName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// What stays of somebody who is forgotten, whoever asks for it: hashes by which a guard knows
/// their words, and the numbers of models that have seen them. For one use.
public final class Traces implements Remains {
    private final LeakGuard leaks;
    private final Set<SpeakerName> aliases;
    private final Supplier<Map<String, Set<SpeakerName>>> models;
    private final List<String> texts = new ArrayList<>();

    /// @param aliases names under which prompts have them, besides that of transcripts
    /// @param models reads whom each version of the circle's model has seen
    public Traces(
            LeakGuard leaks,
            Set<SpeakerName> aliases,
            Supplier<Map<String, Set<SpeakerName>>> models) {
        this.leaks = leaks;
        this.aliases = Set.copyOf(aliases);
        this.models = models;
    }

    @Override
    public void add(Message deleted) {
        texts.add(deleted.text());
    }

    @Override
    public Set<SpeakerName> aliases() {
        return aliases;
    }

    @Override
    public Map<String, Set<SpeakerName>> models() {
        return models.get();
    }

    @Override
    public long[] hashes() {
        return leaks.forget(texts.stream());
    }
}
