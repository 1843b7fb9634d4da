package dev.understudy.clone.voice;

import dev.understudy.chat.SpeakerName;
import dev.understudy.clone.Speaker;
import dev.understudy.generation.Recall;
import dev.understudy.model.shared.Usage;
import dev.understudy.sampling.Sampler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Several replies to one prompt, written at the same time, of which the best is said. The best is
/// the likeliest as the speaker's: how likely the model finds the text, a token, and how much
/// likelier from the speaker than from others.
///
/// @param count how many
/// @param usage hears of each
record Takes(Script script, int count, Usage usage) {
    /// With whom the speaker is compared: those with most to say.
    private static final int OTHERS = 2;

    /// The beginning of a reply shows whose it is.
    private static final int MOST_TOKENS = 64;

    /// One of them. Whoever has it closes what was recalled.
    ///
    /// @param recall has read the prompt up to the speaker's header
    /// @param score in nats; the higher, the better
    record Take(String text, Recall recall, double score) {}

    /// The best; what it recalls takes the place of `recall`, which is closed unless it is the
    /// same. The listener hears it when it is chosen.
    Take best(
            SpeakerName speaker, int[] prompt, Sampler sampler, Listener listener, Recall recall) {
        List<Recall> recalls = new ArrayList<>(List.of(recall));
        try {
            recall.read(prompt);
            while (recalls.size() < count) {
                recalls.add(recall.copy());
            }
            List<Take> takes = all(speaker, prompt, sampler, listener, recalls);
            Take best = takes.stream().max(Comparator.comparingDouble(Take::score)).orElseThrow();
            recalls.stream().filter(one -> one != best.recall()).forEach(Recall::close);
            listener.heard(best.text());
            return best;
        } catch (RuntimeException | Error failed) {
            recalls.stream().filter(one -> one != recall).forEach(Recall::close);
            throw failed;
        }
    }

    private List<Take> all(
            SpeakerName speaker,
            int[] prompt,
            Sampler sampler,
            Listener listener,
            List<Recall> recalls) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Take>> written = new ArrayList<>();
            for (Recall recall : recalls) {
                Sampler own = sampler.fork();
                written.add(threads.submit(() -> take(speaker, prompt, own, listener, recall)));
            }
            try {
                List<Take> takes = new ArrayList<>();
                for (Future<Take> one : written) {
                    takes.add(one.get());
                }
                return takes;
            } catch (InterruptedException gone) {
                threads.shutdownNow();
                Thread.currentThread().interrupt();
                throw new CancellationException();
            } catch (ExecutionException failed) {
                threads.shutdownNow();
                if (failed.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw new IllegalStateException(failed.getCause());
            }
        }
    }

    private Take take(
            SpeakerName speaker, int[] prompt, Sampler sampler, Listener listener, Recall recall) {
        Reply reply = new Reply(script, recall, sampler, usage);
        String text = reply.speak(prompt, new Silent(listener));
        return new Take(text, recall, score(speaker, prompt, reply.ids(), recall));
    }

    /// Hears nothing before the choice.
    private record Silent(Listener listener) implements Listener {
        @Override
        public void heard(String more) {}

        @Override
        public boolean enough() {
            return listener.enough();
        }
    }

    private double score(SpeakerName speaker, int[] prompt, int[] text, Recall recall) {
        int[] ids = Arrays.copyOf(text, Math.min(MOST_TOKENS, text.length));
        recall.truncate(prompt.length - script.encoder().encodeHeader(speaker).length);
        double own = recall.likelihood(withHeader(speaker, ids), ids.length);
        double theirs =
                script.card().speakers().stream()
                        .sorted(Comparator.comparingLong(Speaker::turns).reversed())
                        .map(Speaker::name)
                        .filter(name -> !name.equals(speaker))
                        .limit(OTHERS)
                        .map(name -> withHeader(name, ids))
                        .filter(all -> recall.length() + all.length <= script.contextLength())
                        .mapToDouble(all -> recall.likelihood(all, ids.length))
                        .average()
                        .orElse(own);
        return own + (own - theirs);
    }

    private int[] withHeader(SpeakerName name, int[] ids) {
        int[] header = script.encoder().encodeHeader(name);
        int[] all = Arrays.copyOf(header, header.length + ids.length);
        System.arraycopy(ids, 0, all, header.length, ids.length);
        return all;
    }
}
