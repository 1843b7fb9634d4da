package dev.understudy.settings.yaml;

import java.util.List;

/// A part of a file of settings, with its place there: `file:line`.
public sealed interface Node {
    /// Where it begins.
    String place();

    /// One value, as it is written but for its quotes; empty where there is none.
    record Text(String place, String text) implements Node {}

    /// Values in a row.
    record Items(String place, List<Node> items) implements Node {
        public Items {
            items = List.copyOf(items);
        }
    }

    /// Values under keys, each key once, in the order of the file.
    record Entries(String place, List<Entry> entries) implements Node {
        public Entries {
            entries = List.copyOf(entries);
        }
    }

    /// One of [Entries].
    ///
    /// @param place of the key
    record Entry(String key, String place, Node value) {}
}
