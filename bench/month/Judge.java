import dev.understudy.archive.Archive;
import dev.understudy.chat.Circle;
import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Turn;
import dev.understudy.clone.ContextWindow;
import dev.understudy.clone.voice.Listener;
import dev.understudy.clone.ModelCard;
import dev.understudy.clone.Models;
import dev.understudy.clone.voice.EmbeddedVoice;
import dev.understudy.clone.voice.Voice;
import dev.understudy.likeness.VoiceClassifier;
import dev.understudy.sampling.Sampler;
import dev.understudy.sampling.Sampling;
import dev.understudy.settings.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Measures models without the gates' means: on text of its own, and by what clones say.
final class Judge {
    static final Circle CIRCLE = new Circle("demo");
    private static final SpeakerName OLD = SpeakerName.of("Old");
    private static final SpeakerName NEW = SpeakerName.of("New");
    private static final int REPLIES = 20;

    private final Program program;
    private final VoiceClassifier habits;

    Judge(Program program, Nights nights) {
        this.program = program;
        List<Turn> turns = new ArrayList<>();
        nights.words(false).forEach(words -> Turn.of(OLD, words).ifPresent(turns::add));
        nights.words(true).forEach(words -> Turn.of(NEW, words).ifPresent(turns::add));
        habits = VoiceClassifier.train(turns);
    }

    /// How well a model foresees a text, in nats a character, for each friend and for `all` who
    /// never change.
    record Losses(Map<String, Double> each) {
        double of(String name) {
            return each.getOrDefault(name, Double.NaN);
        }
    }

    Losses losses(Path model, Path transcript) throws IOException, InterruptedException {
        JsonNode found =
                program.require(
                                "evaluate",
                                "--json",
                                "--model",
                                model.toString(),
                                "--transcript",
                                transcript.toString())
                        .json();
        Map<String, Double> each = new TreeMap<>();
        double sum = 0;
        long characters = 0;
        for (Map.Entry<String, JsonNode> speaker : found.path("speakers").properties()) {
            double loss = speaker.getValue().path("loss_per_character").asDouble();
            long size = speaker.getValue().path("characters").asLong();
            String name = SpeakerName.of(speaker.getKey()).text();
            each.put(name, loss);
            if (!name.equals(SpeakerName.of(Nights.CHANGED).text())
                    && !name.equals(SpeakerName.of(Nights.LEAVER).text())) {
                sum += loss * size;
                characters += size;
            }
        }
        each.put("all", characters == 0 ? Double.NaN : sum / characters);
        return new Losses(each);
    }

    /// The share of Alice's replies in tomorrow's conversations that look like her new habit.
    double newHabit(Path model, List<Turn> said) {
        SpeakerName alice = SpeakerName.of(Nights.CHANGED);
        Sampling sampling = Sampling.DEFAULT.withSeed(1);
        int replies = 0;
        int fresh = 0;
        try (Voice voice = EmbeddedVoice.load(model)) {
            ContextWindow window = new ContextWindow();
            Sampler sampler = new Sampler(sampling, sampling.newRandom());
            for (Turn turn : said) {
                if (turn.speaker().equals(alice) && replies < REPLIES) {
                    Turn reply = voice.reply(alice, window, sampler, Listener.NONE);
                    replies++;
                    fresh += habits.likeliest(reply.text()).equals(NEW) ? 1 : 0;
                }
                window.add(turn);
            }
        }
        return replies == 0 ? Double.NaN : (double) fresh / replies;
    }

    /// What is left of the leaver, a line each; nothing where all is well.
    List<String> leftOf(String name, String handle) throws IOException {
        Home home = new Home(program.home());
        List<String> left = new ArrayList<>();
        AtomicInteger messages = new AtomicInteger();
        try (Archive archive = Archive.open(home.archive())) {
            archive.forEachMessage(
                    CIRCLE,
                    message -> {
                        if (message.sender().id().equals(handle)) {
                            messages.incrementAndGet();
                        }
                    });
        }
        if (messages.get() > 0) {
            left.add(messages + " messages in the archive");
        }
        for (Path version : new Models(home.model(CIRCLE.name())).versions()) {
            if (ModelCard.read(version).seen().contains(SpeakerName.of(name))) {
                left.add("the card of " + version.getFileName());
            }
        }
        // The others may say the name, so that a vocabulary has it.
        Path run = home.run(CIRCLE.name());
        if (Files.isDirectory(run)) {
            try (Stream<Path> files = Files.walk(run)) {
                for (Path file :
                        files.filter(one -> one.toString().endsWith(".json"))
                                .filter(one -> !one.endsWith("tokenizer.json"))
                                .toList()) {
                    String text = Files.readString(file);
                    if (text.contains('"' + name + '"')
                            || text.contains('"' + SpeakerName.of(name).text() + '"')) {
                        left.add(home.folder().relativize(file).toString());
                    }
                }
            }
        }
        return left;
    }
}
