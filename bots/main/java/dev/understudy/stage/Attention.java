package dev.understudy.stage;

import dev.understudy.chat.Message;
import dev.understudy.chat.SpeakerName;
import dev.understudy.clone.Speaker;
import dev.understudy.stage.door.Heard;
import dev.understudy.stage.manner.Urge;
import dev.understudy.stage.manner.Urge.Sign;
import dev.understudy.stage.talk.Conversation;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// Which clone answers a message in one channel, if any does. Thread-safe.
final class Attention {
    /// What is older was missed, and nobody waits for an answer any more.
    private static final Duration STALE = Duration.ofMinutes(10);

    private static final Pattern QUESTION = Pattern.compile("[?\u061F\uFF1F]");

    private final Venue venue;
    private final Conversation conversation;
    private final Surroundings around;
    private final Map<SpeakerName, Urge> urges = new ConcurrentHashMap<>();

    Attention(Venue venue, Conversation conversation, Surroundings around) {
        this.venue = venue;
        this.conversation = conversation;
        this.around = around;
    }

    /// Whether it is meant for no clone: a scene is not interrupted for that.
    static boolean isByTheWay(Heard.Said said) {
        return said.address().isEmpty() && !said.place().isDirect();
    }

    /// Whether it says nothing but stop.
    static boolean isStop(Heard.Said said) {
        return said.message().text().strip().toLowerCase(Locale.ROOT).matches("stop[.!]*");
    }

    /// Whether it was just written, so that somebody waits for what comes of it.
    boolean isFresh(Heard.Said said) {
        Duration age = Duration.between(said.message().sentAt(), around.clock().instant());
        return said.live()
                && said.message().kind() != Message.Kind.FORWARD
                && age.compareTo(STALE) < 0;
    }

    /// `clone` has just spoken.
    void spoke(Speaker clone) {
        urge(clone).spoke(around.clock().instant());
    }

    private Urge urge(Speaker clone) {
        return urges.computeIfAbsent(clone.name(), _ -> new Urge());
    }

    /// Who answers what `by` said. A reply to a clone's line is for that clone, all else for the
    /// one on stage, which answers its own friend only when spoken to.
    Optional<Speaker> answerer(Heard.Said said, SpeakerName by) {
        Optional<Speaker> replied = repliedTo(said);
        Optional<Speaker> candidate = replied.isPresent() ? replied : conversation.onStage();
        return candidate.filter(clone -> wants(clone, said, by)).filter(venue::plays);
    }

    private Optional<Speaker> repliedTo(Heard.Said said) {
        Message message = said.message();
        return message.replyTo()
                .flatMap(id -> venue.live().lines().saidBy(message.channel(), id))
                .flatMap(
                        name ->
                                conversation.clones().stream()
                                        .filter(clone -> clone.name().equals(name))
                                        .findFirst());
    }

    private boolean wants(Speaker clone, Heard.Said said, SpeakerName by) {
        Set<Sign> signs = signs(clone, said);
        if (by.equals(clone.name()) && !signs.contains(Sign.ADDRESSED)) {
            return false;
        }
        Instant now = around.clock().instant();
        LocalTime hour = now.atZone(around.clock().getZone()).toLocalTime();
        Urge urge = urge(clone);
        double chance =
                urge.chance(
                        venue.habit(clone),
                        new Urge.Moment(by, signs, now, hour),
                        conversation.tuning().talkativeness());
        boolean wants = around.random().nextDouble() < chance;
        if (!wants) {
            urge.passed();
        }
        return wants;
    }

    private Set<Sign> signs(Speaker clone, Heard.Said said) {
        Set<Sign> signs = EnumSet.noneOf(Sign.class);
        String text = said.message().text();
        boolean named = names(clone, text);
        if (!said.address().isEmpty() || said.place().isDirect()) {
            signs.add(Sign.ADDRESSED);
        } else if (said.message().replyTo().isPresent()
                || (!named && conversation.clones().stream().anyMatch(o -> names(o, text)))) {
            signs.add(Sign.TO_OTHERS);
        }
        if (named) {
            signs.add(Sign.NAMED);
        }
        if (QUESTION.matcher(text).find()) {
            signs.add(Sign.QUESTION);
        }
        return signs;
    }

    /// Whether `text` holds the name, or its first word, or an alias, as words.
    private boolean names(Speaker clone, String text) {
        String name = clone.displayName().toLowerCase(Locale.ROOT);
        String first = name.split("\\s", 2)[0];
        String said = text.toLowerCase(Locale.ROOT);
        return hasWord(said, name)
                || (first.length() > 1 && hasWord(said, first))
                || venue.company().catalogue().aliases(clone).stream()
                        .anyMatch(alias -> hasWord(said, alias.toLowerCase(Locale.ROOT)));
    }

    private static boolean hasWord(String text, String word) {
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            int end = at + word.length();
            boolean begins = at == 0 || !Character.isLetterOrDigit(text.codePointBefore(at));
            boolean ends =
                    end == text.length() || !Character.isLetterOrDigit(text.codePointAt(end));
            if (begins && ends) {
                return true;
            }
        }
        return false;
    }
}
