package dev.understudy.report;

/// Text made safe for a page.
final class Html {
    private Html() {}

    /// `text` as the content of an element or a quoted attribute: it can open or end neither.
    static String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(isAllowed(c) ? c : '\uFFFD');
            }
        }
        return safe.toString();
    }

    /// What the HTML standard forbids even as a reference: control characters.
    private static boolean isAllowed(char c) {
        return (c >= ' ' && c != 0x7F) || c == '\n' || c == '\t' || c == '\r';
    }

    /// JSON for a script element, which ends at the first `</script`, wherever it stands.
    static String script(String json) {
        return json.replace("<", "\\u003c")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }
}
