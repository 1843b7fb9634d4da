package dev.understudy.cli.model;

import dev.understudy.cli.console.Streams;
import dev.understudy.generation.Generator;
import dev.understudy.generation.Prompt;
import dev.understudy.generation.Request;
import dev.understudy.generation.Sample;
import dev.understudy.generation.TextModel;
import dev.understudy.library.ModelFolder;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Has a model go on with a prompt, and prints what it writes as it writes it.
///
/// @param samples how many times, each from a seed of its own
/// @param form of what is printed
public record Writing(String prompt, int samples, Form form, Streams streams) {

    /// How samples are printed.
    public enum Form {
        /// What the model writes.
        TEXT,
        /// The prompt as well, before it.
        ECHO,
        /// One JSON object a line.
        JSON
    }

    /// Prints the samples that `request` asks for.
    public void print(ModelFolder folder, Request request) {
        try (TextModel model = TextModel.load(folder.weights(), folder.tokenizer())) {
            Prompt read = Prompt.of(prompt, model);
            if (read.cut()) {
                streams.err()
                        .printf(
                                Locale.ROOT,
                                "The prompt is longer than the model's context: only its last %,d"
                                        + " tokens are read.%n",
                                read.ids().length);
            }
            try (Generator generator = new Generator(model, read)) {
                for (int sample = 1; sample <= samples && !isDeaf(); sample++) {
                    Request one = request.withSeed(request.sampling().seed() + sample - 1);
                    printOne(sample, one, folder, generator);
                }
            }
        }
    }

    /// Whether nobody reads any more, as behind `head -1`.
    private boolean isDeaf() {
        return streams.out().checkError();
    }

    private void printOne(int number, Request request, ModelFolder folder, Generator generator) {
        PrintStream out = streams.out();
        if (form == Form.JSON) {
            Sample sample = generator.write(request, _ -> !isDeaf());
            out.println(json(number, request, folder, sample));
            return;
        }
        if (samples > 1) {
            out.printf(
                    Locale.ROOT, "%s--- %d of %d ---%n", number > 1 ? "\n" : "", number, samples);
        }
        if (form == Form.ECHO) {
            out.print(prompt);
        }
        Sample sample =
                generator.write(
                        request,
                        more -> {
                            out.print(more);
                            return !isDeaf();
                        });
        if (!sample.text().endsWith("\n")) {
            out.println();
        }
    }

    private String json(int number, Request request, ModelFolder folder, Sample sample) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("sample", number);
        line.put("seed", request.sampling().seed());
        line.put("model", folder.name());
        line.put("prompt", prompt);
        line.put("text", sample.text());
        line.put("tokens", sample.tokens());
        line.put("end", sample.end().name().toLowerCase(Locale.ROOT));
        return JsonMapper.shared().writeValueAsString(line);
    }
}
