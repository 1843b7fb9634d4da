package dev.understudy.stage.talk;

import dev.understudy.chat.Pauses;
import dev.understudy.clone.Catalogue;
import dev.understudy.clone.ContextWindow;
import dev.understudy.clone.ModelCard;
import dev.understudy.clone.Speaker;
import dev.understudy.clone.voice.Voice;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/// The clones of one circle, all played by the one model, as many at a time as ask. Thread-safe.
public final class Company implements AutoCloseable {
    private final Function<List<Speaker>, Catalogue> catalogues;
    private final Object exchanging = new Object();
    private volatile Cast cast;
    private boolean closed;

    /// Clones that nobody can play yet: there are none until a voice comes.
    public Company() {
        this(Catalogue::new);
    }

    /// The same where not all may be called, or by more names.
    ///
    /// @param catalogues who can be called of those whom a model has learned
    public Company(Function<List<Speaker>, Catalogue> catalogues) {
        this.catalogues = catalogues;
        cast = Cast.nobody();
    }

    /// The clones of `voice`, which is closed with this.
    ///
    /// @param version of the model, as in `friends@0003`
    public Company(Voice voice, String version) {
        this(voice, version, Catalogue::new);
    }

    /// The same where not all may be called, or by more names.
    ///
    /// @param catalogues who can be called of those whom a model has learned
    public Company(Voice voice, String version, Function<List<Speaker>, Catalogue> catalogues) {
        this.catalogues = catalogues;
        cast = cast(Source.of(voice), voice.card(), version);
    }

    private Cast cast(Source source, ModelCard card, String version) {
        return new Cast(source, catalogues.apply(card.speakers()), version);
    }

    /// Which model it is; "none" before the first.
    public String version() {
        return cast.version();
    }

    /// Who can be called.
    public Catalogue catalogue() {
        return cast.catalogue();
    }

    /// Has `voice` speak in place of the present one, which is closed when the last reply that it
    /// began has ended; what is asked for from now on is the new one's. One that comes after
    /// [#close] is closed at once.
    public void follow(Voice voice, String version) {
        follow(Source.of(voice), voice.card(), version);
    }

    /// The same with a voice that need not stay in memory.
    ///
    /// @param card the voice's
    public void follow(Source source, ModelCard card, String version) {
        Cast next;
        try {
            next = cast(source, card, version);
        } catch (RuntimeException uncast) {
            source.close();
            throw uncast;
        }
        exchange(next).leave();
    }

    /// Returns whom nobody needs any more.
    private Cast exchange(Cast next) {
        synchronized (exchanging) {
            if (closed) {
                return next;
            }
            Cast before = cast;
            cast = next;
            return before;
        }
    }

    /// A conversation that begins here, and shares with others the model and nothing else.
    ///
    /// @param usual how clones speak where nobody there says otherwise; may change
    public Conversation newConversation(Supplier<Tuning> usual) {
        return newConversation(usual, () -> Pauses.STANDARD);
    }

    /// The same where people pause otherwise.
    ///
    /// @param pauses where bursts and conversations end; may change
    public Conversation newConversation(Supplier<Tuning> usual, Supplier<Pauses> pauses) {
        return new Conversation(this, usual, new ContextWindow(pauses));
    }

    /// What `use` makes of those who play now, who stay the same until it has returned.
    <T> T withCast(Function<Cast, T> use) {
        Cast now = cast;
        while (!now.enter()) { // it has just left; another is there
            now = cast;
        }
        try {
            return use.apply(now);
        } finally {
            now.leave();
        }
    }

    /// Waits for replies under way to be finished; there is none after them.
    @Override
    public void close() {
        Cast last;
        synchronized (exchanging) {
            closed = true;
            last = cast;
            cast = Cast.nobody();
        }
        last.leave();
        last.awaitEnd();
    }
}
