package dev.understudy.imports.whatsapp;

import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The first of two readings of an export: how its heads look, who its senders are. Memory: the
/// senders. One thread.
final class Survey {
    private static final int MOST_PLACEHOLDERS = 200;
    private static final int LONGEST_PLACEHOLDER = 60;

    private final Map<Layout, DateEvidence> evidence = new LinkedHashMap<>();
    private final Senders senders = new Senders();
    private final Map<String, String> placeholders = new HashMap<>();
    private final Set<String> repeated = new HashSet<>();
    private long heads;

    /// What an export keeps to.
    ///
    /// @param orders how the dates of each layout are read; layouts of quotations are absent
    /// @param steady whether time runs on, so that a head from long before is a quotation
    record Findings(
            Map<Layout, DateOrder> orders, Senders senders, Set<String> repeated, boolean steady) {
        Findings {
            orders = Map.copyOf(orders);
            repeated = Set.copyOf(repeated);
        }

        /// The time of `header`, in the order of its layout, or else in the only possible one.
        Optional<LocalDateTime> time(Header header) {
            DateOrder order = orders.getOrDefault(header.layout(), DateOrder.DMY);
            return header.in(order)
                    .or(
                            () ->
                                    switch (order) {
                                        case DMY -> header.in(DateOrder.MDY);
                                        case MDY -> header.in(DateOrder.DMY);
                                        case YMD -> Optional.empty();
                                    });
        }
    }

    void hear(String line) {
        Header.of(line).ifPresent(this::hear);
    }

    private void hear(Header header) {
        evidence.computeIfAbsent(header.layout(), layout -> new DateEvidence(layout, heads))
                .hear(header, heads);
        heads++;
        senders.hear(header.rest());
        if (header.rest().endsWith(">")) {
            senders.split(header.rest()).ifPresent(this::hearPlaceholder);
        }
    }

    private void hearPlaceholder(Senders.Split split) {
        String text = Words.unmarked(split.body());
        if (text.startsWith("<") && text.length() <= LONGEST_PLACEHOLDER) {
            String first = placeholders.get(text);
            if (first == null && placeholders.size() < MOST_PLACEHOLDERS) {
                placeholders.put(text, split.name());
            } else if (first != null && !first.equals(split.name())) {
                repeated.add(text);
            }
        }
    }

    boolean isEmpty() {
        return heads == 0;
    }

    /// What the export keeps to; empty when the order of its dates cannot be told.
    ///
    /// @param given the order that the user knows of
    Optional<Findings> findings(Optional<DateOrder> given) {
        DateEvidence most =
                evidence.values().stream()
                        .max(Comparator.comparingLong(DateEvidence::count))
                        .orElseThrow();
        Map<Layout, DateOrder> orders = new HashMap<>();
        boolean steady = true;
        for (Map.Entry<Layout, DateEvidence> entry : evidence.entrySet()) {
            DateEvidence seen = entry.getValue();
            if (seen == most || seen.isApart(most)) {
                Optional<DateOrder> order =
                        entry.getKey().yearFirst() ? seen.order() : given.or(seen::order);
                if (order.isEmpty()) {
                    return Optional.empty();
                }
                orders.put(entry.getKey(), order.get());
                steady &= seen.isSteady(order.get());
            }
        }
        return Optional.of(new Findings(orders, senders, repeated, steady));
    }
}
