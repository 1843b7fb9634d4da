package dev.understudy.clone.remote;

import dev.understudy.clone.remote.RemoteFailure.Kind;
import dev.understudy.clone.voice.Listener;
import dev.understudy.clone.voice.ReplyText;
import dev.understudy.model.shared.Usage;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/// One reply being heard, piece by piece, from a server. One thread, used once.
final class RemoteReply {
    /// Half a pair of surrogates: no character, or not yet one.
    private static final Pattern LONE = Pattern.compile("\\p{Cs}");

    /// Which [ReplyText] leaves out.
    private static final String MALFORMED = "\uFFFD";

    private final CompletionServer server;
    private final CompletionRequest request;
    private final ReplyText rules;
    private final int longestToken;
    private final Listener listener;
    private final StringBuilder said = new StringBuilder();
    private int pieces;
    private int heard;

    /// @param longestToken its bytes
    RemoteReply(
            CompletionServer server,
            CompletionRequest request,
            ReplyText rules,
            int longestToken,
            Listener listener) {
        this.server = server;
        this.request = request;
        this.rules = rules;
        this.longestToken = longestToken;
        this.listener = listener;
    }

    /// Listens to the end of the reply, and returns it: canonical text without a header, empty
    /// where there is nothing to see in it. Until it fails with something heard it may be tried
    /// again.
    ///
    /// @param deadline when it has to be complete
    /// @param usage hears of it once it has begun
    String hear(CompletableFuture<?> deadline, Usage usage) {
        said.setLength(0);
        pieces = 0;
        long asked = usage.nanos();
        try (Completion answer = server.complete(request, deadline)) {
            boolean goesOn = true;
            while (goesOn && pieces == 0) {
                goesOn = next(answer);
            }
            if (pieces > 0) {
                long begun = usage.nanos();
                usage.begun(Usage.between(asked, begun));
                try {
                    while (goesOn) {
                        goesOn = next(answer);
                    }
                } finally {
                    usage.ended(pieces, Usage.between(begun, usage.nanos()));
                }
            }
            String reply = rules.finished(text());
            tell(reply);
            return reply;
        }
    }

    /// Hears one piece more. Returns whether there may be another.
    private boolean next(Completion answer) {
        Optional<Chunk> chunk = answer.next();
        chunk.ifPresent(this::add);
        return chunk.isPresent() && !isOver();
    }

    private void add(Chunk chunk) {
        said.append(chunk.text());
        pieces += chunk.text().isEmpty() ? 0 : 1;
        // What was held back at the end may come as one more piece.
        boolean many = pieces > request.maxTokens() + 1;
        if (many || said.length() > (long) request.maxTokens() * longestToken) {
            throw RemoteFailure.of(Kind.NONSENSE, "says more than it was asked for");
        }
        tell(rules.settled(text()));
    }

    private boolean isOver() {
        String text = text();
        return rules.isOver(text) || (listener.enough() && !rules.finished(text).isEmpty());
    }

    private void tell(String reply) {
        if (reply.length() > heard) {
            listener.heard(reply.substring(heard));
            heard = reply.length();
        }
    }

    private String text() {
        return LONE.matcher(said).replaceAll(MALFORMED);
    }
}
