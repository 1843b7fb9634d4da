package dev.understudy.clone.voice;

import dev.understudy.generation.Recall;
import dev.understudy.model.shared.Usage;
import dev.understudy.sampling.Logits;
import dev.understudy.sampling.Said;
import dev.understudy.sampling.Sampler;
import dev.understudy.tokenizer.Tokenizer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;

/// One reply being said, token by token. A token that would leave nothing to see is banned and
/// another one picked, so a reply can be odd, but not empty. One thread, used once.
final class Reply {
    /// How many unfit tokens are passed over before only fit ones are looked at.
    private static final int PATIENCE = 16;

    /// A character of UTF-8 has at most four bytes, so at most four tokens.
    private static final int CHARACTER_TOKENS = 4;

    private static final int END = -1;

    private final Tokenizer tokenizer;
    private final ReplyText rules;
    private final int maxTokens;
    private final Recall recall;
    private final Sampler sampler;
    private final Said said;
    private final Usage usage;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private String text = "";
    private int length;
    private int[] ids = new int[16];

    Reply(Script script, Recall recall, Sampler sampler, Usage usage) {
        this.usage = usage;
        this.recall = recall;
        this.sampler = sampler;
        tokenizer = script.tokenizer();
        rules = script.rules();
        maxTokens = script.maxReplyTokens();
        BitSet layout = new BitSet();
        Arrays.stream(script.encoder().endOfTurn()).forEach(layout::set);
        layout.set(tokenizer.endOfText());
        said = new Said(layout);
    }

    /// The reply to `prompt`: canonical text, not empty, without a header.
    String speak(int[] prompt, Listener listener) {
        long asked = usage.nanos();
        said.read(prompt);
        float[] first = Logits.possible(recall.read(prompt));
        long begun = usage.nanos();
        usage.begun(Usage.between(asked, begun));
        try {
            return speak(prompt, first, listener);
        } finally {
            usage.ended(length, Usage.between(begun, usage.nanos()));
        }
    }

    private String speak(int[] prompt, float[] first, Listener listener) {
        float[] scores = first;
        int heard = 0;
        while (true) {
            int token = next(scores, listener);
            if (token == END && isSpoken()) {
                break;
            }
            if (token == END) {
                recall.truncate(prompt.length);
                said.truncate(prompt.length);
                token = opening(first);
            }
            add(token);
            heard += tell(listener, rules.settled(text), heard);
            boolean over = rules.isOver(text) || length == maxTokens;
            if (over || (listener.enough() && isSpoken())) {
                break;
            }
            scores = Logits.possible(recall.append(token));
        }
        String reply = rules.finished(text);
        tell(listener, reply, heard);
        return reply;
    }

    private static int tell(Listener listener, String reply, int heard) {
        if (reply.length() > heard) {
            listener.heard(reply.substring(heard));
        }
        return Math.max(0, reply.length() - heard);
    }

    /// The next token, or [#END] when the reply is over or no fit one was found.
    private int next(float[] scores, Listener listener) {
        BitSet banned = new BitSet();
        banned.set(tokenizer.vocabularySize(), Math.max(tokenizer.vocabularySize(), scores.length));
        for (int tried = 0; tried < PATIENCE; tried++) {
            int token = sampler.pick(scores, said, banned);
            if (token == tokenizer.endOfText()) {
                if (isSpoken()) {
                    return END;
                }
            } else if (fits(token)) {
                return token;
            }
            if (tried == 0 && wouldEnd(token)) {
                listener.emptied();
            }
            banned.set(token);
        }
        return END;
    }

    /// Whether the reply is over with `token`, which does not fit: by the end of the text, a blank
    /// line or somebody's header. Spaces alone end nothing.
    private boolean wouldEnd(int token) {
        String after = decoded(bytesWith(token));
        return token == tokenizer.endOfText() || after.contains("\n") || after.contains(":");
    }

    /// Whether something is to be seen once `token` is said, or may be after the next.
    private boolean fits(int token) {
        byte[] after = bytesWith(token);
        if (!rules.finished(decoded(after)).isEmpty()) {
            return true;
        }
        boolean roomForMore = length + 1 < Math.min(maxTokens, CHARACTER_TOKENS);
        return !isSpoken() && roomForMore && endsInsideCharacter(after);
    }

    /// Starts over with a token that can be seen by itself.
    private int opening(float[] scores) {
        bytes.reset();
        text = "";
        length = 0;
        BitSet banned = new BitSet();
        for (int token = 0; token < scores.length; token++) {
            boolean opens =
                    token < tokenizer.vocabularySize()
                            && token != tokenizer.endOfText()
                            && !rules.finished(tokenizer.decode(token)).isEmpty();
            banned.set(token, !opens);
        }
        return sampler.pick(scores, said, banned);
    }

    private void add(int token) {
        bytes.writeBytes(tokenizer.bytes(token));
        text = decoded(bytes.toByteArray());
        ids = length == ids.length ? Arrays.copyOf(ids, 2 * length) : ids;
        ids[length++] = token;
        said.add(token);
    }

    /// The tokens of what was said.
    int[] ids() {
        return Arrays.copyOf(ids, length);
    }

    private boolean isSpoken() {
        return !rules.finished(text).isEmpty();
    }

    private byte[] bytesWith(int token) {
        ByteArrayOutputStream longer = new ByteArrayOutputStream(bytes.size() + 16);
        longer.writeBytes(bytes.toByteArray());
        longer.writeBytes(tokenizer.bytes(token));
        return longer.toByteArray();
    }

    private static String decoded(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /// Whether the last bytes are the beginning of one character of UTF-8.
    private static boolean endsInsideCharacter(byte[] utf8) {
        for (int back = 1; back <= Math.min(3, utf8.length); back++) {
            int octet = utf8[utf8.length - back] & 0xFF;
            if (octet >= 0xC0) {
                int needed = octet >= 0xF0 ? 4 : octet >= 0xE0 ? 3 : 2;
                return needed > back;
            }
            if (octet < 0x80) {
                return false;
            }
        }
        return false;
    }
}
