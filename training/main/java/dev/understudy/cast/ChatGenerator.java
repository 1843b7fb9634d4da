package dev.understudy.cast;

import dev.understudy.cast.Performance.Moment;
import dev.understudy.cast.Performance.Turn;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;

/// Writes the invented chat, day by day.
///
/// A day depends on the cast, the seed and the date alone, so any day can be written without those
/// before it, and a changed cast can take over at any date. Thread-safe.
public final class ChatGenerator {
    private static final List<Gathering> GATHERINGS =
            List.of(
                    new Gathering("morning", LocalTime.of(7, 30), 60, 80),
                    new Gathering("day", LocalTime.of(10, 30), 60, 60),
                    new Gathering("day", LocalTime.of(13, 30), 90, 80),
                    new Gathering("evening", LocalTime.of(17, 30), 60, 95),
                    new Gathering("evening", LocalTime.of(21, 0), 60, 80));

    /// How many days of the demo's chat make about one megabyte of transcript.
    public static final int DEMO_DAYS = 440;

    private static final int MAX_POSTS_A_DAY = 1_000;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("MM-dd", Locale.ROOT);

    private final Cast cast;
    private final long seed;
    private final LocalDate founded;

    /// @param founded the group's first day; nothing is written before it
    public ChatGenerator(Cast cast, long seed, LocalDate founded) {
        this.cast = cast;
        this.seed = seed;
        this.founded = founded;
    }

    /// What the demo learns from: [#DEMO_DAYS] days of five friends.
    public static ChatGenerator demo() {
        return new ChatGenerator(Cast.five(), 2_026, LocalDate.of(2025, 9, 1));
    }

    /// A time of day at which friends may meet.
    ///
    /// @param minutes how much later than `from` it may begin
    /// @param chance percent
    private record Gathering(String fact, LocalTime from, int minutes, int chance) {}

    /// Everything from the group's first day on, for `days` days, oldest first.
    public Stream<Post> posts(int days) {
        return founded.datesUntil(founded.plusDays(days)).flatMap(day -> postsOn(day).stream());
    }

    /// The posts of one day, oldest first, every time later than the one before. Times are UTC.
    ///
    /// Throws IllegalArgumentException for a day before the group's first.
    public List<Post> postsOn(LocalDate day) {
        if (day.isBefore(founded)) {
            throw new IllegalArgumentException(day + " is before the first day, " + founded);
        }
        return new Day(day).posts();
    }

    /// One day while it is being written.
    private final class Day {
        private final LocalDate date;
        private final RandomGenerator random;
        private final List<Post> posts = new ArrayList<>();
        private LocalDateTime now;

        private Day(LocalDate date) {
            this.date = date;
            this.now = date.atTime(6, 0);
            this.random =
                    RandomGeneratorFactory.of("L64X128MixRandom")
                            .create(seed ^ date.toEpochDay() * 0x9E3779B97F4A7C15L);
        }

        private List<Post> posts() {
            notices();
            for (Gathering gathering : GATHERINGS) {
                if (random.nextInt(100) < gathering.chance()) {
                    now = date.atTime(gathering.from());
                    wait(0, gathering.minutes() * 60);
                    meet(gathering.fact());
                }
            }
            if (posts.size() > MAX_POSTS_A_DAY) {
                throw new IllegalStateException("too much was said on " + date);
            }
            return List.copyOf(posts);
        }

        private void notices() {
            Friend somebody = drawn(cast.friends(), Friend::presence);
            String title = new Performance(cast, moment("first", "morning"), random).title();
            if (date.equals(founded)) {
                List<String> members = cast.friends().stream().map(Friend::name).toList();
                post(somebody, new Post.Founded(title, members));
            } else if (date.getDayOfMonth() == 1) {
                post(somebody, new Post.Renamed(title));
            }
        }

        private void meet(String part) {
            Set<String> facts = moment("first", part).facts();
            List<Scene> dated = cast.scenes().stream().filter(Scene::isDated).toList();
            List<Scene> today = dated.stream().filter(scene -> scene.fits(facts)).toList();
            List<Friend> present = today.isEmpty() ? company() : cast.friends();
            List<Scene> played = new ArrayList<>(dated);
            int count = 1 + random.nextInt(8);
            for (int i = 0; i < count; i++) {
                String place = i == 0 ? "first" : i == count - 1 ? "last" : "middle";
                Moment moment = moment(place, part);
                List<Scene> fitting =
                        i == 0 && !today.isEmpty()
                                ? today
                                : cast.scenes().stream()
                                        .filter(scene -> scene.fits(moment.facts()))
                                        .filter(scene -> !played.contains(scene))
                                        .toList();
                List<Scene> possible =
                        fitting.stream().filter(scene -> canPlay(scene, present)).toList();
                if (!possible.isEmpty()) {
                    Scene scene = drawn(possible, Scene::weight);
                    played.add(scene);
                    new Performance(cast, moment, random)
                            .play(scene, roles(scene, present))
                            .forEach(this::send);
                    wait(40, 200);
                }
            }
        }

        private Moment moment(String place, String part) {
            String season =
                    switch (date.getMonth()) {
                        case DECEMBER, JANUARY, FEBRUARY -> "winter";
                        case MARCH, APRIL, MAY -> "spring";
                        case JUNE, JULY, AUGUST -> "summer";
                        case SEPTEMBER, OCTOBER, NOVEMBER -> "autumn";
                    };
            String weekday = date.getDayOfWeek().name().toLowerCase(Locale.ROOT);
            return new Moment(
                    Set.of(place, part, season, weekday, DATE.format(date)),
                    Math.floorDiv(date.toEpochDay(), 7L));
        }

        /// Two friends as a rule, sometimes more.
        private List<Friend> company() {
            int die = random.nextInt(20);
            int wanted = die < 9 ? 2 : die < 15 ? 3 : die < 18 ? 4 : 5;
            return inOrder(cast.friends()).stream().limit(wanted).toList();
        }

        private boolean canPlay(Scene scene, List<Friend> present) {
            return present.size() >= scene.neededCount()
                    && present.stream()
                            .map(Friend::key)
                            .toList()
                            .containsAll(scene.neededFriends());
        }

        private Map<String, Friend> roles(Scene scene, List<Friend> present) {
            Map<String, Friend> roles = new HashMap<>();
            present.forEach(friend -> roles.put(friend.key(), friend));
            Set<String> named = new HashSet<>();
            scene.moves().forEach(move -> named.add(move.role()));
            char letter = 'A';
            for (Friend friend : lastSpeakerLater(inOrder(present))) {
                if (!named.contains(friend.key())) {
                    roles.put(String.valueOf(letter++), friend);
                }
            }
            return roles;
        }

        /// Who spoke last seldom brings up the next thing.
        private List<Friend> lastSpeakerLater(List<Friend> order) {
            boolean goesOn = posts.isEmpty() || !posts.getLast().by().equals(order.getFirst());
            if (goesOn || random.nextInt(5) == 0) {
                return order;
            }
            List<Friend> swapped = new ArrayList<>(order);
            Collections.swap(swapped, 0, 1);
            return swapped;
        }

        private List<Friend> inOrder(List<Friend> friends) {
            List<Friend> left = new ArrayList<>(friends);
            List<Friend> order = new ArrayList<>();
            while (!left.isEmpty()) {
                Friend next = drawn(left, Friend::presence);
                left.remove(next);
                order.add(next);
            }
            return order;
        }

        private <T> T drawn(List<T> choices, ToDoubleFunction<T> weight) {
            double point = random.nextDouble() * choices.stream().mapToDouble(weight).sum();
            for (T choice : choices) {
                point -= weight.applyAsDouble(choice);
                if (point < 0) {
                    return choice;
                }
            }
            return choices.getLast();
        }

        private void send(Turn turn) {
            wait(6, 50);
            Optional<Long> answered =
                    turn.answers() && random.nextInt(100) < 7
                            ? Optional.of(posts.getLast().id())
                            : Optional.empty();
            for (String message : turn.messages()) {
                post(turn.speaker(), content(turn.act(), message), answered);
                answered = Optional.empty();
                wait(2, 9);
            }
            extras(turn.speaker());
        }

        private static Post.Content content(String act, String message) {
            return switch (act) {
                case Performance.PHOTO -> new Post.Photo(message);
                case Performance.FORWARD -> new Post.Forward("Mill Street News", message);
                default -> new Post.Text(message);
            };
        }

        /// What words cannot say, now and then.
        private void extras(Friend speaker) {
            switch (random.nextInt(300)) {
                case 0, 1 -> post(speaker, new Post.Sticker(random.nextBoolean() ? "😂" : "🔥"));
                case 2 -> post(speaker, new Post.VoiceNote(2 + random.nextInt(60)));
                case 3 -> post(speaker, new Post.Pinned(posts.getLast().id()));
                default -> {}
            }
        }

        private void post(Friend by, Post.Content content) {
            post(by, content, Optional.empty());
        }

        private void post(Friend by, Post.Content content, Optional<Long> replyTo) {
            long id =
                    (date.toEpochDay() - founded.toEpochDay()) * MAX_POSTS_A_DAY + posts.size() + 1;
            boolean edited = content instanceof Post.Text && random.nextInt(100) == 0;
            posts.add(
                    new Post(
                            id,
                            now.toInstant(ZoneOffset.UTC),
                            by,
                            content,
                            replyTo,
                            edited
                                    ? Optional.of(now.plusSeconds(20).toInstant(ZoneOffset.UTC))
                                    : Optional.empty()));
            now = now.plusSeconds(1);
        }

        private void wait(int fromSeconds, int toSeconds) {
            now = now.plusSeconds(random.nextInt(fromSeconds, toSeconds));
        }
    }
}
