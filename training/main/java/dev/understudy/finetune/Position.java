package dev.understudy.finetune;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// How far a run has come: `position.json` in its checkpoint.
///
/// @param step optimizer steps taken
/// @param bestStep the step whose weights had the lowest validation loss; 0 before the first look
/// @param bestLoss that loss, in nats a token
/// @param worse looks in a row that were no better
record Position(long step, long bestStep, double bestLoss, int worse) {
    static final Position START = new Position(0, 0, Double.MAX_VALUE, 0);
    private static final String FILE = "position.json";
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .build();

    static Position read(Path folder) throws IOException {
        byte[] json = Files.readAllBytes(folder.resolve(FILE));
        return Optional.ofNullable(JSON.readValue(json, Position.class))
                .orElseThrow(() -> new IOException(FILE + " is null"));
    }

    void write(Path folder) throws IOException {
        Files.write(folder.resolve(FILE), JSON.writeValueAsBytes(this));
    }

    Position stepped() {
        return new Position(step + 1, bestStep, bestLoss, worse);
    }

    Position best(double loss) {
        return new Position(step, step, loss, 0);
    }

    Position noBetter() {
        return new Position(step, bestStep, bestLoss, worse + 1);
    }
}
