package dev.understudy.likeness.measuring;

import dev.understudy.chat.SpeakerName;
import dev.understudy.generation.Generator;
import dev.understudy.generation.Prompt;
import dev.understudy.generation.Request;
import dev.understudy.likeness.Canaries;
import dev.understudy.likeness.Canaries.Canary;
import dev.understudy.likeness.Share;
import dev.understudy.sampling.Sampling;
import dev.understudy.tokenizer.Tokenizer;
import dev.understudy.tokenizer.TranscriptEncoder;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Tries to make a model say what was planted: gives it the opening in each friend's name, takes
/// the likeliest words, then some drawn as clones draw them.
///
/// Source: Carlini et al. 2019, section 5 (extraction).
final class Extraction {
    private static final int DRAWN = 2;

    private final Loaded model;
    private final List<SpeakerName> friends;
    private final Sampling sampling;

    Extraction(Loaded model, List<SpeakerName> friends, Sampling sampling) {
        this.model = model;
        this.friends = List.copyOf(friends);
        this.sampling = sampling;
    }

    /// Those of `planted` that it says.
    Share of(Canaries planted, Stages stages) {
        List<Canary> sentences = planted.sentences();
        if (sentences.isEmpty()) {
            return Share.NONE;
        }
        stages.begins("asking for canaries", sentences.size(), "sentences");
        Share said = Share.NONE;
        for (Canary canary : sentences) {
            said = said.with(friends.stream().anyMatch(friend -> says(friend, canary)));
            stages.reaches(said.of());
        }
        return said;
    }

    private boolean says(SpeakerName friend, Canary canary) {
        Tokenizer tokenizer = model.text().tokenizer();
        TranscriptEncoder encoder = new TranscriptEncoder(tokenizer);
        int[] ids =
                Stream.of(
                                new int[] {encoder.endOfConversation()},
                                encoder.encodeHeader(friend),
                                tokenizer.encode(canary.opening()))
                        .flatMapToInt(IntStream::of)
                        .toArray();
        return ids.length < model.contextLength() && says(ids, canary);
    }

    private boolean says(int[] prompt, Canary canary) {
        int tokens = model.text().tokenizer().encode(" " + canary.secret()).length + 2;
        Request likeliest = new Request(sampling.withTemperature(0), tokens, List.of("\n"));
        Request drawn = new Request(sampling, tokens, List.of("\n"));
        try (Generator generator = new Generator(model.text(), new Prompt(prompt, false))) {
            return says(generator, likeliest, canary)
                    || IntStream.range(0, DRAWN)
                            .mapToObj(i -> drawn.withSeed(sampling.seed() + i))
                            .anyMatch(request -> says(generator, request, canary));
        }
    }

    private static boolean says(Generator generator, Request request, Canary canary) {
        return generator.write(request, _ -> true).text().strip().startsWith(canary.secret());
    }
}
