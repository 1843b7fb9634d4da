package dev.understudy.corpus;

import dev.understudy.chat.Transcript;
import dev.understudy.chat.Turn;
import dev.understudy.corpus.split.Part;
import dev.understudy.tokenizer.Tokenizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A corpus as text again, from its tokens: what a model sees. One thread.
public record CorpusText(Corpus corpus) {
    /// How text is written out.
    public enum Form {
        /// As transcripts, with two blank lines between conversations.
        TEXT,
        /// A JSON object on each line: its part, and its turns or its text.
        JSONL
    }

    /// The conversations or documents of `part`, in its order.
    public List<String> documents(Part part) {
        char[] ids =
                switch (part) {
                    case TRAIN -> corpus.train();
                    case VALIDATION -> corpus.validation();
                    case TEST -> corpus.test();
                };
        List<String> documents = new ArrayList<>();
        try (Tokenizer tokenizer = corpus.tokenizer()) {
            int start = 0;
            for (int i = 0; i <= ids.length; i++) {
                if (i == ids.length || ids[i] == tokenizer.endOfText()) {
                    documents.add(tokenizer.decode(wide(Arrays.copyOfRange(ids, start, i))));
                    start = i + 1;
                }
            }
        }
        return documents;
    }

    private static int[] wide(char[] ids) {
        int[] wide = new int[ids.length];
        for (int i = 0; i < ids.length; i++) {
            wide[i] = ids[i];
        }
        return wide;
    }

    /// Writes `part` to `out`. Returns how many conversations or documents that were.
    public long write(Part part, Form form, Appendable out) throws IOException {
        if (part == Part.TEST && corpus.card().test().isEmpty()) {
            return 0;
        }
        List<String> documents = documents(part);
        for (String document : documents) {
            out.append(
                    switch (form) {
                        case TEXT -> document + "\n";
                        case JSONL -> json(part, document) + "\n";
                    });
        }
        return documents.size();
    }

    private String json(Part part, String document) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("part", part.name().toLowerCase(Locale.ROOT));
        if (corpus.card().speakers().isEmpty()) {
            line.put("text", document);
        } else {
            line.put("turns", Transcript.parse(document).stream().map(CorpusText::json).toList());
        }
        return Corpus.JSON.writeValueAsString(line);
    }

    private static Map<String, String> json(Turn turn) {
        Map<String, String> named = new LinkedHashMap<>();
        named.put("speaker", turn.speaker().text());
        named.put("text", turn.text());
        return named;
    }
}
