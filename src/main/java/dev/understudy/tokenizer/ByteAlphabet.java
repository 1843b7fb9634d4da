package dev.understudy.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The 256 visible characters in which vocabularies spell bytes: `Ġ` is a space, `Ċ` a line end.
///
/// Bytes that print in Latin-1 stand for themselves; the other 68, in order, are U+0100 onward.
/// Source: openai/gpt-2 `src/encoder.py`, `bytes_to_unicode`.
public final class ByteAlphabet {
    private static final char FIRST_SUBSTITUTE = '\u0100';
    private static final char[] SYMBOL_OF_BYTE = new char[256];
    private static final int[] BYTE_OF_SYMBOL = new int[FIRST_SUBSTITUTE + 68];
    private static final char[] ORDERED = new char[256];

    static {
        char substitute = FIRST_SUBSTITUTE;
        for (int value = 0; value < 256; value++) {
            SYMBOL_OF_BYTE[value] = printsInLatin1(value) ? (char) value : substitute++;
        }
        Arrays.fill(BYTE_OF_SYMBOL, -1);
        for (int value = 0; value < 256; value++) {
            BYTE_OF_SYMBOL[SYMBOL_OF_BYTE[value]] = value;
            ORDERED[value] = SYMBOL_OF_BYTE[value];
        }
        Arrays.sort(ORDERED);
    }

    private ByteAlphabet() {}

    private static boolean printsInLatin1(int value) {
        return (value >= '!' && value <= '~')
                || (value >= 0xA1 && value <= 0xAC)
                || (value >= 0xAE && value <= 0xFF);
    }

    /// The character that spells a byte.
    ///
    /// @param value 0 to 255
    public static char symbol(int value) {
        return SYMBOL_OF_BYTE[value];
    }

    /// The 256 symbols in the order of their code points, which is that of their ids in GPT-2's
    /// vocabulary: `!` is 0, `Ġ` is 220.
    public static char[] ordered() {
        return ORDERED.clone();
    }

    /// The bytes that `token` spells; its own UTF-8 when it holds any other character, as added
    /// tokens may.
    static byte[] bytes(String token) {
        byte[] bytes = new byte[token.length()];
        for (int i = 0; i < bytes.length; i++) {
            char symbol = token.charAt(i);
            int value = symbol < BYTE_OF_SYMBOL.length ? BYTE_OF_SYMBOL[symbol] : -1;
            if (value < 0) {
                return token.getBytes(StandardCharsets.UTF_8);
            }
            bytes[i] = (byte) value;
        }
        return bytes;
    }
}
