package dev.understudy.finetune;

import dev.understudy.batches.Batches;
import dev.understudy.corpus.TokenSpeakers;
import dev.understudy.evaluation.LossCount;
import dev.understudy.evaluation.Losses;
import dev.understudy.evaluation.TokenLosses;
import dev.understudy.model.Gpt2;
import dev.understudy.recipe.TrainingPlan.Rows;

/// The loss on text that the model does not train on. One thread.
final class Evaluation {
    private final TokenLosses model;
    private final Batches rows;
    private final TokenSpeakers whose;

    Evaluation(Gpt2 model, Rows rows) {
        this.model = model::losses;
        this.rows = rows.validation();
        this.whose = rows.whose();
    }

    /// Losses over at most `most` consecutive rows, always the same ones, from the start of the
    /// text; over all when `most` is 0.
    Losses measure(int most) {
        int count = most == 0 ? rows.count() : Math.min(most, rows.count());
        int atOnce = LossCount.rows(rows.length());
        LossCount losses = new LossCount(model, whose.names());
        for (int first = 0; first < count; first += atOnce) {
            int some = Math.min(atOnce, count - first);
            int from = first;
            losses.add(rows.consecutive(first, some), target -> speaker(from, target));
        }
        return losses.losses();
    }

    /// Whose `target` is, counted from the start of row `first`.
    private int speaker(int first, int target) {
        int place = rows.targetIndex(first + target / rows.length(), target % rows.length());
        return place < 0 ? TokenSpeakers.NOBODY : whose.at(place);
    }
}
