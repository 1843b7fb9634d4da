package dev.understudy.stage.guard;

import com.google.re2j.Pattern;

/// Addresses that a platform would make a link of.
final class Links {
    private static final String LABEL = "[\\pL\\pN](?:[\\pL\\pN_-]*[\\pL\\pN])?";
    private static final String NAMES = "(?:" + LABEL + "\\.)+";
    private static final String PORT = "(?::[0-9]+)?";
    private static final String REST = "[^\\s\\pZ<>\"]*";

    /// Endings that are addresses by themselves. Others, such as `.it` or `.me`, end a sentence
    /// whose space was forgotten: they count after `www.` and before a path alone.
    private static final String ENDING =
            "(?:com|org|net|edu|gov|info|biz|xyz|gg|io|app|dev|tv|ly|ru|de|fr|uk|nl|pl|cz|ch|eu"
                    + "|jp|cn|br|onion|moe|icu)\\b";

    private static final Pattern ADDRESS =
            Pattern.compile(
                    "(?i)<?[a-z][a-z0-9+.-]*://"
                            + (REST + ">?")
                            + ("|(?:mailto|tg):" + REST)
                            + ("|www\\." + REST)
                            + ("|[\\pL\\pN._%+-]+@" + NAMES + LABEL)
                            + ("|" + NAMES + ENDING + PORT + "(?:[/?#]" + REST + ")?")
                            + ("|" + NAMES + "\\pL[\\pL\\pN-]+" + PORT + "/" + REST)
                            + ("|[0-9]{1,3}(?:\\.[0-9]{1,3}){3}(?::[0-9]+|/)" + REST));

    /// `[words](address)`, innermost.
    private static final Pattern NAMED = Pattern.compile("\\[([^\\[\\]]*)\\]\\([^()]*\\)");

    private Links() {}

    /// `text` with a space for each address; of a named link the name stays. Nothing in it is an
    /// address any more.
    static String removed(String text) {
        String plain = text;
        for (String before = ""; !before.equals(plain); ) {
            before = plain;
            plain = NAMED.matcher(plain).replaceAll("$1");
            plain = ADDRESS.matcher(plain).replaceAll(" ");
        }
        return plain;
    }
}
