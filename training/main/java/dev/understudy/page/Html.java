package dev.understudy.page;

/// Text made safe for a page.
public final class Html {
    private Html() {}

    /// `text` as the content of an element or a quoted attribute: it can open or end neither.
    public static String escape(String text) {
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
    public static String script(String json) {
        return json.replace("<", "\\u003c")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    /// A row of a table: `head` and `cells` as they are to be read, not yet escaped.
    public static String row(String head, String... cells) {
        StringBuilder row = new StringBuilder("<tr><th scope=\"row\">");
        row.append(escape(head)).append("</th>");
        for (String cell : cells) {
            row.append("<td>").append(escape(cell)).append("</td>");
        }
        return row.append("</tr>\n").toString();
    }

    /// One number of those that one looks for first, inside a list of class `figures`. Both are
    /// HTML already.
    public static String figure(String name, String value) {
        return "<div><dt>%s</dt><dd>%s</dd></div>\n".formatted(name, value);
    }
}
