package dev.understudy.hub;

import dev.understudy.hub.transfer.TransferFailure;
import dev.understudy.hub.transfer.TransferFailure.LostLine;
import dev.understudy.hub.transfer.TransferFailure.Mismatch;
import dev.understudy.hub.transfer.TransferFailure.Refusal;
import dev.understudy.settings.UserError;

/// The way that is left when a server cannot be used.
///
/// @param what is pulled: `openai-community/gpt2`
/// @param files to fetch in another way: `config.json and model.safetensors of
///   openai-community/gpt2`
/// @param place where to put them
/// @param withToken whether the server got a token
record ByHand(String what, String files, String place, boolean withToken) {
    private static final String AGAIN = "Run the same command later, it goes on where it stopped";

    /// `failure` for people.
    UserError explain(TransferFailure failure) {
        return switch (failure) {
            case LostLine lost ->
                    new UserError(
                            lost.host() + " cannot be reached: " + lost.reason() + ".",
                            AGAIN + "; or " + instead() + ".",
                            lost);
            case Refusal refusal -> explainStatus(refusal);
            case Mismatch other ->
                    new UserError(
                            "A file of " + what + " is not what is listed: " + other.reason() + ".",
                            "Something on the way changes it. Use another network or --hub; or "
                                    + instead()
                                    + ".",
                            other);
        };
    }

    private UserError explainStatus(Refusal refusal) {
        if (refusal.isTemporary()) {
            return new UserError(
                    refusal.reason() + " each time.", AGAIN + "; or " + instead() + ".", refusal);
        }
        boolean unknown =
                refusal.status() == 401 || refusal.status() == 403 || refusal.status() == 404;
        if (unknown && withToken) {
            return new UserError(
                    "%s shows no %s to the token in HF_TOKEN (%d)."
                            .formatted(refusal.host(), what, refusal.status()),
                    "Check the name; or unset HF_TOKEN, since public models need none.",
                    refusal);
        }
        if (unknown) {
            return new UserError(
                    "%s has no %s that everybody may read (%d)."
                            .formatted(refusal.host(), what, refusal.status()),
                    "Check the name; for a private one, set HF_TOKEN to a token that may read it.",
                    refusal);
        }
        return new UserError(
                refusal.reason() + " when asked for " + what + ".",
                "Check the server's address; or " + instead() + ".",
                refusal);
    }

    private String instead() {
        return "put " + files + " into " + place + " by hand";
    }
}
