package dev.understudy.discord;

import dev.understudy.stage.command.Answer;
import dev.understudy.stage.command.Place;
import dev.understudy.stage.command.Request;
import dev.understudy.stage.door.Ear;
import dev.understudy.stage.door.Heard;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// A stage that remembers what it is told.
final class RecordingEar implements Ear {
    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    private final BlockingQueue<Request> asked = new LinkedBlockingQueue<>();
    private final Map<String, String> last = new ConcurrentHashMap<>();
    private final Map<String, List<String>> kept = new ConcurrentHashMap<>();
    private volatile Function<Request, Answer> answers = _ -> Answer.of("done");
    private volatile boolean deaf;

    /// The next thing that is told.
    Heard next() {
        try {
            return Optional.ofNullable(heard.poll(10, TimeUnit.SECONDS)).orElseThrow();
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    /// The next message that is told.
    Heard.Said nextSaid() {
        return (Heard.Said) next();
    }

    boolean hasHeardAll() {
        return heard.isEmpty();
    }

    /// The next thing that is asked.
    Request nextAsked() {
        try {
            return Optional.ofNullable(asked.poll(10, TimeUnit.SECONDS)).orElseThrow();
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    void answer(Function<Request, Answer> how) {
        answers = how;
    }

    /// The newest message that the stage has of `channel` from an earlier time.
    void hasUpTo(String channel, String id) {
        last.put(channel, id);
    }

    /// Was never here before.
    void hasNothing() {
        last.clear();
        kept.clear();
    }

    /// What the stage has of `channel` from an earlier time.
    void keeps(String channel, String... ids) {
        kept.put(channel, List.of(ids));
        hasUpTo(channel, ids[ids.length - 1]);
    }

    /// Belongs to no circle.
    void listenToNothing() {
        deaf = true;
    }

    @Override
    public void hear(Heard event) {
        if (event instanceof Heard.Said said) {
            last.put(said.place().channel().id(), said.message().id());
        }
        heard.add(event);
    }

    @Override
    public Answer ask(Request request) {
        asked.add(request);
        return answers.apply(request);
    }

    @Override
    public List<String> suggest(Place place, String typed) {
        return List.of("Alice", "Alfred").stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).startsWith(typed))
                .toList();
    }

    @Override
    public Optional<String> lastHeard(Place place) {
        return Optional.ofNullable(last.get(place.channel().id()));
    }

    @Override
    public List<String> keptLately(Place place) {
        return kept.getOrDefault(place.channel().id(), List.of());
    }

    @Override
    public boolean listensTo(Place place) {
        return !deaf && !place.isDirect();
    }
}
