import dev.understudy.cast.Cast;
import dev.understudy.cast.ChatGenerator;
import dev.understudy.cast.Friend;
import dev.understudy.cast.Manner;
import dev.understudy.cast.Post;
import dev.understudy.cast.TelegramExport;
import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Transcript;
import dev.understudy.chat.Turn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;

/// What the five friends of the demo write in a month that has everything in it: Alice takes up
/// another way of writing half way, Edie leaves, one export is cut, one account is hijacked.
///
/// @param history days before the first night
/// @param nights how many
/// @param spam messages of the hijacked account
record Nights(int history, int nights, int spam) {
    static final String CHANGED = "Alice";
    static final String LEAVER = "Edie";
    private static final String HIJACKED = "Dmitri";
    private static final LocalDate FOUNDED = LocalDate.of(2025, 9, 1);
    private static final long SEED = 2_026;

    /// Of chat that nobody is ever trained on.
    private static final long ELSEWHERE = 4_711;

    /// After all that the generator numbers on one day.
    private static final int FIRST_SPAM = 500;

    /// Lower case, three dots for every mark, and a sigh: nobody else writes so.
    private static final Manner DREAMY =
            (draft, _) ->
                    List.of(
                            "~ "
                                    + String.join(" ", draft)
                                            .toLowerCase(Locale.ROOT)
                                            .replaceAll("[.!?;,]+", "...")
                                    + " ~");

    private static final List<String> SPAM =
            List.of(
                    "%s, you have won a %s, claim it %s before %s",
                    "only %3$s: a %2$s for everybody, %1$s too, ends %4$s",
                    "i made %4$d00 by %3$s with one %2$s, ask me how %1$s",
                    "last call %s, the %s goes %s, number %s of %4$s");
    private static final List<String> PRIZES =
            List.of("voucher", "golden kettle", "cruise", "phone", "coin", "miracle cream");
    private static final List<String> WHENS =
            List.of("today", "tonight", "right now", "within the hour", "by noon");

    int cut() {
        return part(8);
    }

    int change() {
        return part(15);
    }

    int leaving() {
        return part(20);
    }

    int poisoned() {
        return part(25);
    }

    private int part(int ofThirty) {
        return Math.max(1, Math.round(nights * ofThirty / 30f));
    }

    /// What is told of a night.
    String event(int night) {
        return night == cut()
                ? "export cut"
                : night == change()
                        ? CHANGED + " changes"
                        : night == leaving()
                                ? LEAVER + " forgotten"
                                : night == poisoned() ? "spam" : "";
    }

    /// The group on the day of a night; 0 and less are the history.
    private Cast cast(int night) {
        Cast cast = Cast.five();
        Friend changed = cast.friend(CHANGED).orElseThrow().in(DREAMY);
        Cast now = night >= change() ? cast.with(changed) : cast;
        return night >= leaving() ? now.without(LEAVER) : now;
    }

    private LocalDate day(int night) {
        return FOUNDED.plusDays(history + night - 1L);
    }

    private List<Post> posts(int night) {
        List<Post> said = new ChatGenerator(cast(night), SEED, FOUNDED).postsOn(day(night));
        return night == poisoned() ? flooded(said, night) : said;
    }

    /// Everything before the first night.
    void writeHistory(Path file) {
        write(
                file,
                Stream.iterate(1 - history, night -> night + 1)
                        .limit(history)
                        .flatMap(night -> posts(night).stream()));
    }

    /// The same, but Alice has written as she will from the beginning: what there is to learn.
    void writeKnowingHistory(Path file) {
        Cast cast = Cast.five();
        Cast knowing = cast.with(cast.friend(CHANGED).orElseThrow().in(DREAMY));
        write(file, new ChatGenerator(knowing, SEED, FOUNDED).posts(history));
    }

    /// What the watched folder gets in a night: that day; a cut one comes whole with the next.
    void writeNight(Path folder, int night) throws IOException {
        Path file = folder.resolve("night-%02d.json".formatted(night));
        List<Post> said = new ArrayList<>();
        if (night == cut() + 1) {
            said.addAll(posts(night - 1));
        }
        said.addAll(posts(night));
        write(file, said.stream());
        if (night == cut()) {
            byte[] whole = Files.readAllBytes(file);
            byte[] broken = Arrays.copyOf(whole, whole.length * 3 / 5);
            Arrays.fill(broken, broken.length - 64, broken.length, (byte) 0);
            Files.write(file, broken);
        }
    }

    private static void write(Path file, Stream<Post> posts) {
        TelegramExport.write(file, "The invented friends", posts);
    }

    /// The flood goes on while the others say little: every third of their lines.
    private List<Post> flooded(List<Post> said, int night) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        Friend hijacked = Cast.five().friend(HIJACKED).orElseThrow();
        List<Post> all = new ArrayList<>();
        for (int i = 0; i < said.size(); i += 3) {
            all.add(said.get(i));
        }
        Instant at = day(night).atTime(18, 0).toInstant(ZoneOffset.UTC);
        long id = (history + night - 1L) * 1_000 + FIRST_SPAM;
        for (int i = 0; i < spam; i++) {
            at = at.plusSeconds(5 + random.nextInt(20));
            Post.Text text = new Post.Text(lure(i, random));
            all.add(new Post(id++, at, hijacked, text, Optional.empty(), Optional.empty()));
        }
        all.sort((a, b) -> a.sentAt().compareTo(b.sentAt()));
        return all;
    }

    private static String lure(int number, RandomGenerator random) {
        return String.format(
                Locale.ROOT,
                SPAM.get(random.nextInt(SPAM.size())),
                Cast.five().friends().get(random.nextInt(5)).name().toLowerCase(Locale.ROOT),
                PRIZES.get(random.nextInt(PRIZES.size())),
                WHENS.get(random.nextInt(WHENS.size())),
                number + 2);
    }

    /// Chat of the old habits that is frozen and never learnt from, as a transcript.
    String frozen() {
        ChatGenerator others = new ChatGenerator(Cast.five(), ELSEWHERE, FOUNDED);
        return transcript(turns(others.posts(6).toList()));
    }

    /// What is said on the day after a night, as a transcript; without spam.
    String tomorrow(int night) {
        return transcript(tomorrowsTurns(night));
    }

    /// The same, turn by turn. Three days, as one holds too little of each friend; written with
    /// another seed, as what is learnt later would else be what was measured.
    List<Turn> tomorrowsTurns(int night) {
        ChatGenerator others = new ChatGenerator(cast(night + 1), ELSEWHERE, FOUNDED);
        return turns(
                Stream.of(1, 2, 3)
                        .flatMap(day -> others.postsOn(day(night + day)).stream())
                        .toList());
    }

    /// Alice's words, as she wrote before or as she does since.
    List<String> words(boolean since) {
        Cast cast = Cast.five();
        Cast with = since ? cast.with(cast.friend(CHANGED).orElseThrow().in(DREAMY)) : cast;
        return turns(new ChatGenerator(with, ELSEWHERE, FOUNDED).posts(40).toList()).stream()
                .filter(turn -> turn.speaker().equals(SpeakerName.of(CHANGED)))
                .map(Turn::text)
                .toList();
    }

    private static String transcript(List<Turn> turns) {
        StringBuilder text = new StringBuilder();
        turns.forEach(turn -> text.append(Transcript.render(turn)));
        return text.toString();
    }

    private static List<Turn> turns(List<Post> posts) {
        List<Turn> turns = new ArrayList<>();
        String name = "";
        List<String> words = new ArrayList<>();
        for (Post post : posts) {
            if (post.content() instanceof Post.Text(String said)) {
                if (!post.by().name().equals(name)) {
                    add(turns, name, words);
                    name = post.by().name();
                }
                words.add(said);
            }
        }
        add(turns, name, words);
        return turns;
    }

    private static void add(List<Turn> turns, String name, List<String> words) {
        if (!words.isEmpty()) {
            Turn.of(SpeakerName.of(name), String.join("\n", words)).ifPresent(turns::add);
        }
        words.clear();
    }

    /// Writes what is measured, for [Judge].
    static Path text(Path file, String text) throws IOException {
        return Files.writeString(file, text, StandardCharsets.UTF_8);
    }
}
