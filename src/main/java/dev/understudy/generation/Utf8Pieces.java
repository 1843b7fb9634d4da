package dev.understudy.generation;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Bytes to text as they come, never half a character: the bytes of an emoji are spread over
/// several tokens. What is no UTF-8 becomes U+FFFD, as when all is decoded at once. One thread.
final class Utf8Pieces {
    private final CharsetDecoder decoder =
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private byte[] open = {};

    /// The characters that `more` completes.
    String add(byte[] more) {
        return decoded(more, false);
    }

    /// What is left of a character that was never completed.
    String finish() {
        return decoded(new byte[0], true);
    }

    private String decoded(byte[] more, boolean last) {
        ByteBuffer bytes =
                ByteBuffer.allocate(open.length + more.length).put(open).put(more).flip();
        CharBuffer text = CharBuffer.allocate(bytes.remaining() + 1);
        decoder.decode(bytes, text, last);
        open = new byte[bytes.remaining()];
        bytes.get(open);
        return text.flip().toString();
    }
}
