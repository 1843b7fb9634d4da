package dev.understudy.chat;

import dev.understudy.settings.UserError;
import java.util.regex.Pattern;

/// One group of friends: its people, channels and models. Nothing ever crosses from one to another.
///
/// @param name 1 to 40 of `a-z`, `0-9` and `-`, because it names a folder too
public record Circle(String name) {
    private static final Pattern ALLOWED = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    public Circle {
        if (!isOne(name)) {
            throw new UserError(
                    "\"" + name + "\" cannot name a circle.",
                    "Use 1 to 40 lower-case letters, digits and hyphens, as in --circle friends.");
        }
    }

    /// Whether `name` can name a circle.
    public static boolean isOne(String name) {
        return ALLOWED.matcher(name).matches();
    }

    @Override
    public String toString() {
        return name;
    }
}
