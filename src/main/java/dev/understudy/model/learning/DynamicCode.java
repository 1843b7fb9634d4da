package dev.understudy.model.learning;

import java.util.Arrays;

/// The dynamic tree code (Dettmers 2016; Dettmers et al. 2022, section 2.1): 256 values in -1..1 or
/// 0..1, seven decades of them, close together where the magnitudes are small. The values are those
/// of bitsandbytes' `create_dynamic_map`.
final class DynamicCode {
    private static final int VALUES = 256;
    private static final int DECADES = 7;

    private DynamicCode() {}

    /// For numbers of either sign, ascending.
    static float[] signed() {
        return table(true);
    }

    /// For numbers above 0, ascending.
    static float[] unsigned() {
        return table(false);
    }

    private static float[] table(boolean signed) {
        float[] values = new float[VALUES];
        int used = 0;
        for (int decade = 0; decade < DECADES; decade++) {
            int steps = 1 << (signed ? decade : decade + 1);
            double scale = Math.pow(10, decade - (DECADES - 1));
            for (int i = 0; i < steps; i++) {
                double mean = 0.1 + 0.9 * (i + 0.5) / steps;
                values[used++] = (float) (scale * mean);
                if (signed) {
                    values[used++] = (float) (-scale * mean);
                }
            }
        }
        values[used] = 1; // 0 fills what is left
        Arrays.sort(values);
        return values;
    }

    /// Where codes change: the middles between neighbours, one fewer than `table` has. What is
    /// above 0 never becomes the 0 at the table's start: a second moment of 0 beside a first that
    /// is not would make a step without bounds.
    static float[] bounds(float[] table) {
        float[] bounds = new float[table.length - 1];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = (table[i] + table[i + 1]) / 2;
        }
        if (table[0] == 0) {
            bounds[0] = 0;
        }
        return bounds;
    }

    /// The place of 0 in `table`.
    static int zero(float[] table) {
        return Arrays.binarySearch(table, 0);
    }
}
