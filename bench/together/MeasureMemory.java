import dev.understudy.model.Decoder;
import dev.understudy.model.LanguageModel;
import dev.understudy.model.QuantizedGpt2;
import dev.understudy.model.device.Machine;
import dev.understudy.model.shared.Limits;
import dev.understudy.model.shared.SharedModel;
import dev.understudy.model.shared.Usage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// What is resident while a model is loaded, used by eight conversations and closed, several times
/// over. Arguments: checkpoint folder, times.
final class MeasureMemory {
    private static final int CONVERSATIONS = 8;
    private static final int WINDOW = 300;
    private static final int TOKENS = 20;

    private MeasureMemory() {}

    public static void main(String[] arguments) {
        for (int i = 1; i <= Integer.parseInt(arguments[1]); i++) {
            LanguageModel model =
                    SharedModel.load(
                            () -> QuantizedGpt2.load(Path.of(arguments[0])),
                            Limits.DEFAULT,
                            Usage.NONE);
            double loaded = resident();
            double spoke = residentAfterTalk(model);
            long began = System.nanoTime();
            model.close();
            double closing = (System.nanoTime() - began) / 1e6;
            System.out.printf(
                    Locale.ROOT,
                    "%d: %.2f GB loaded, %.2f after eight conversations, %.2f closed in %.0f ms%n",
                    i,
                    loaded,
                    spoke,
                    resident(),
                    closing);
        }
    }

    private static double resident() {
        return Machine.residentBytes().orElse(0) / 1e9;
    }

    private static double residentAfterTalk(LanguageModel model) {
        int[] window = new int[WINDOW];
        Arrays.setAll(window, i -> 1 + i * 7919 % 50_000);
        List<Decoder> talks = new ArrayList<>();
        for (int i = 0; i < CONVERSATIONS; i++) {
            talks.add(model.newDecoder());
            talks.getLast().append(window);
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            talks.forEach(talk -> threads.submit(() -> goOn(talk)));
        }
        double resident = resident();
        talks.forEach(Decoder::close);
        return resident;
    }

    private static void goOn(Decoder talk) {
        for (int i = 0; i < TOKENS; i++) {
            talk.append(1);
        }
    }
}
