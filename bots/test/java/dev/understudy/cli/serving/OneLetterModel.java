package dev.understudy.cli.serving;

import dev.understudy.chat.Circle;
import dev.understudy.chat.SpeakerName;
import dev.understudy.checkpoint.SafeTensorsWriter;
import dev.understudy.clone.ModelCard;
import dev.understudy.clone.Speaker;
import dev.understudy.model.Gpt2;
import dev.understudy.model.Gpt2Config;
import dev.understudy.tokenizer.Tokenizer;
import dev.understudy.vocabulary.VocabularyTrainer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A real model on the disk that says one letter, over and over, whatever it has read: replies of
/// two such versions are told apart, and so would be one that both had a part in. It computes as
/// much as any model of its shape.
public final class OneLetterModel {
    /// Its score; all others have 0.
    private static final float SURE = 100;

    private OneLetterModel() {}

    /// The smallest.
    static Gpt2Config tiny() {
        return new Gpt2Config(257, 64, 8, 1, 1, 256);
    }

    /// Writes a checkpoint of Alice's, with its card, into the folder `checkpoint`, which is made.
    public static Path write(Path checkpoint, Circle circle, Gpt2Config config, char letter)
            throws IOException {
        Files.createDirectories(checkpoint);
        try (Gpt2 any = Gpt2.random(config, 1)) {
            any.save(checkpoint);
            SafeTensorsWriter writer = new SafeTensorsWriter();
            any.shapes()
                    .forEach(
                            (name, shape) ->
                                    writer.add(
                                            "transformer." + name,
                                            shape,
                                            () -> weight(name, shape, letter)));
            writer.write(checkpoint.resolve("model.safetensors"));
        }
        try (Tokenizer bytes =
                Tokenizer.of(VocabularyTrainer.train(List.of(), VocabularyTrainer.CHARACTERS))) {
            bytes.saveTo(checkpoint);
        }
        new ModelCard(
                        ModelCard.FORMAT_VERSION,
                        circle,
                        List.of(new Speaker(SpeakerName.of("Alice"), "Alice", 30)),
                        "test",
                        1,
                        "none",
                        Optional.empty(),
                        Map.of("validation_loss", 1.5),
                        Instant.EPOCH)
                .writeTo(checkpoint);
        return checkpoint;
    }

    /// The last norm gives 1 in the first channel and 0 in the others, wherever it is in a text;
    /// there the letter's embedding has its score.
    private static ByteBuffer weight(String name, long[] shape, char letter) {
        int size = Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
        ByteBuffer bytes = ByteBuffer.allocate(size * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        if (name.equals("ln_f.bias")) {
            bytes.putFloat(0, 1);
        } else if (name.equals("wte.weight")) {
            bytes.putFloat(Math.toIntExact(token(letter) * shape[1] * Float.BYTES), SURE);
        }
        return bytes;
    }

    private static int token(char letter) {
        try (Tokenizer bytes =
                Tokenizer.of(VocabularyTrainer.train(List.of(), VocabularyTrainer.CHARACTERS))) {
            return bytes.encode(String.valueOf(letter))[0];
        }
    }
}
