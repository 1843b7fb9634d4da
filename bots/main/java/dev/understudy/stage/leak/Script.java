package dev.understudy.stage.leak;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/// How a writing system tells words apart.
public final class Script {
    private static final Set<UnicodeScript> UNSPACED =
            EnumSet.of(
                    UnicodeScript.HAN,
                    UnicodeScript.HIRAGANA,
                    UnicodeScript.KATAKANA,
                    UnicodeScript.BOPOMOFO,
                    UnicodeScript.THAI,
                    UnicodeScript.LAO,
                    UnicodeScript.KHMER,
                    UnicodeScript.MYANMAR,
                    UnicodeScript.TIBETAN,
                    UnicodeScript.YI);

    private Script() {}

    /// Whether words with `character` in them follow each other without spaces, as in Chinese.
    public static boolean isUnspaced(int character) {
        return character >= 0x0E00 && UNSPACED.contains(UnicodeScript.of(character));
    }
}
