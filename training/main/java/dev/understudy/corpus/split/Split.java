package dev.understudy.corpus.split;

import dev.understudy.corpus.conversation.Conversation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;

/// Which turns are kept for validation: the newest, or those of conversations drawn by chance; and
/// which of the others for a test.
///
/// Whole conversations as long as they fit into the share. Only when the newest come to less than
/// half of it, because the next one is too long, is that one cut, between two turns.
public final class Split {
    private final Shares shares;
    private final Held held;
    private final long seed;
    private final List<Size> sizes = new ArrayList<>();
    private final BitSet validation = new BitSet();
    private final BitSet test = new BitSet();
    private final TestShare testShare;
    private final Optional<Lesson> lesson;
    private Optional<LessonDeal> deal = Optional.empty();
    private int cutConversation = -1;
    private long cutAt;

    /// @param index position in the source, which settles equal times
    record Size(int index, Conversation.Span span, long characters) {}

    /// @param seed of the shuffling, where conversations are drawn
    public Split(Shares shares, Held held, long seed) {
        this(shares, held, seed, Optional.empty());
    }

    /// @param lesson what a model that goes on learns from; empty for one that learns from all
    public Split(Shares shares, Held held, long seed, Optional<Lesson> lesson) {
        this.shares = shares;
        this.held = held;
        this.seed = seed;
        this.lesson = lesson;
        testShare = new TestShare(shares.test());
    }

    /// Notes the next conversation of the source.
    public void add(Conversation conversation) {
        testShare.add(conversation);
        sizes.add(new Size(sizes.size(), conversation.span(), conversation.characters()));
    }

    /// Notes the next document of a source without times.
    public void add(String document) {
        Conversation.Span never = new Conversation.Span(Instant.EPOCH, Instant.EPOCH, false);
        sizes.add(new Size(sizes.size(), never, document.length()));
    }

    /// Decides, once all conversations are known.
    public void decide() {
        double wanted = characters() * shares.validation();
        if (lesson.isPresent()) {
            LessonDeal dealt = new LessonDeal(lesson.get(), sizes, wanted);
            validation.or(dealt.held());
            deal = Optional.of(dealt);
            return;
        }
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        switch (held) {
            case NEWEST -> keepNewest(wanted);
            case SHUFFLED -> draw(wanted, random);
        }
        BitSet taken = (BitSet) validation.clone();
        if (cutConversation >= 0) {
            taken.set(cutConversation);
        }
        test.or(testShare.draw(taken, random));
    }

    private void draw(double wanted, RandomGenerator random) {
        List<Size> deck = new ArrayList<>(sizes);
        long taken = 0;
        while (!deck.isEmpty()) {
            int drawn = random.nextInt(deck.size());
            Collections.swap(deck, drawn, deck.size() - 1);
            Size size = deck.removeLast();
            if (taken + size.characters <= wanted) {
                validation.set(size.index);
                taken += size.characters;
            }
        }
    }

    private void keepNewest(double wanted) {
        long taken = 0;
        List<Size> newestFirst = new ArrayList<>(sizes);
        newestFirst.sort(
                Comparator.comparing((Size size) -> size.span.from())
                        .thenComparingInt(Size::index)
                        .reversed());
        for (Size size : newestFirst) {
            if (taken + size.characters <= wanted) {
                validation.set(size.index);
                taken += size.characters;
                continue;
            }
            if (taken < wanted / 2) {
                cutConversation = size.index;
                cutAt = size.characters - (long) (wanted - taken);
            }
            return;
        }
    }

    /// What a turn is for; empty for what a night does without.
    ///
    /// @param conversation position in the source
    /// @param charactersBefore of the same conversation, before the turn
    public Optional<Part> part(int conversation, long charactersBefore) {
        if (deal.filter(dealt -> dealt.leftOut().get(conversation)).isPresent()) {
            return Optional.empty();
        }
        if (conversation == cutConversation) {
            return Optional.of(charactersBefore >= cutAt ? Part.VALIDATION : Part.TRAIN);
        }
        if (validation.get(conversation)) {
            return Optional.of(Part.VALIDATION);
        }
        return Optional.of(test.get(conversation) ? Part.TEST : Part.TRAIN);
    }

    /// What was held out that is known by its time; empty where it was drawn by chance, or where no
    /// conversation has a time.
    public Optional<HeldOut> heldOut() {
        if (deal.isPresent() || held == Held.SHUFFLED) {
            return deal.map(LessonDeal::heldOut);
        }
        return to().map(
                        last ->
                                new HeldOut(
                                        validation.stream()
                                                .mapToObj(sizes::get)
                                                .map(Size::span)
                                                .filter(Conversation.Span::clock)
                                                .map(Conversation.Span::from)
                                                .min(Comparator.naturalOrder())
                                                .orElse(last),
                                        last));
    }

    /// What a night's lesson came to; empty where there was none.
    public Optional<Lesson.Dealt> dealt() {
        return deal.map(LessonDeal::dealt);
    }

    /// How many characters of a document are for training: all, none, or those before its cut.
    public int trained(int document, int characters) {
        if (document == cutConversation) {
            return Math.toIntExact(cutAt);
        }
        return validation.get(document) ? 0 : characters;
    }

    /// When the first message was said whose time is known.
    public Optional<Instant> from() {
        return spans().map(Conversation.Span::from).min(Comparator.naturalOrder());
    }

    /// When the last message was said whose time is known.
    public Optional<Instant> to() {
        return spans().map(Conversation.Span::to).max(Comparator.naturalOrder());
    }

    private Stream<Conversation.Span> spans() {
        return sizes.stream().map(Size::span).filter(Conversation.Span::clock);
    }

    /// How many were noted.
    public int conversations() {
        return sizes.size();
    }

    /// Length of all that was noted.
    public long characters() {
        return sizes.stream().mapToLong(Size::characters).sum();
    }
}
