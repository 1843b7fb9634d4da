package dev.understudy.finetune;

import dev.understudy.settings.UserError;

/// A training whose numbers are none any more. To go on with it would give the same again.
public final class Diverged extends UserError {
    private static final long serialVersionUID = 1L;

    Diverged(String problem, String remedy) {
        super(problem, remedy);
    }
}
