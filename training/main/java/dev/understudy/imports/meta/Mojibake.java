package dev.understudy.imports.meta;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Text of which every byte was written as a character, and what it was before: `cafÃ©` is `café`.
final class Mojibake {
    private static final int LAST_ASCII = 0x7F;
    private static final int LAST_BYTE = 0xFF;

    private Mojibake() {}

    /// `text` as it was; unchanged unless all of it is bytes, and these are UTF-8 beyond ASCII.
    static String repaired(String text) {
        int highest = text.chars().max().orElse(0);
        if (highest <= LAST_ASCII || highest > LAST_BYTE) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException rightAlready) {
            return text;
        }
    }
}
