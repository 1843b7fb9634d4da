package dev.understudy.sampling;

import java.util.BitSet;
import java.util.List;

/// One moment of a generation.
///
/// @param scores of the model, by token
/// @param prompt what was read
/// @param picked what was said after it
/// @param banned for whatever reason
record Moment(List<Float> scores, List<Integer> prompt, List<Integer> picked, BitSet banned) {
    float[] logits() {
        float[] logits = new float[scores.size()];
        for (int id = 0; id < logits.length; id++) {
            logits[id] = scores.get(id);
        }
        return logits;
    }

    Said said() {
        Said said = new Said();
        said.read(prompt.stream().mapToInt(Integer::intValue).toArray());
        picked.forEach(said::add);
        return said;
    }
}
