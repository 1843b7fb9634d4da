package dev.understudy.likeness.page;

import dev.understudy.likeness.Likeness;

/// stub
public final class LikenessPage {
    private LikenessPage() {}

    public static String of(Likeness likeness) {
        return likeness.model();
    }
}
