package dev.understudy.model.optimizer;

/// An optimizer and its constants.
///
/// @param weightDecay on matrices and embeddings, never on biases and norms
/// @param clip largest global norm of the gradients; 0 leaves them as they are, and then a step
///   without accumulation updates each block as soon as its gradients are known and keeps none
/// @param muon what [Method#MUON] needs besides
public record Optimization(
        Method method,
        double beta1,
        double beta2,
        double epsilon,
        double weightDecay,
        double clip,
        Muon muon) {

    /// Which optimizer.
    public enum Method {
        /// AdamW (Loshchilov and Hutter 2019), two float32 numbers of state a parameter.
        ADAMW,
        /// AdamW with block-wise 8-bit state (Dettmers et al. 2022): two bytes a parameter, and two
        /// for a gradient that is kept.
        ADAMW_8BIT,
        /// Muon (Jordan 2024) for the blocks' matrices, AdamW for the rest; for training from
        /// scratch.
        MUON
    }

    /// Muon's own constants.
    ///
    /// @param rateFactor Muon's learning rate as a multiple of AdamW's
    public record Muon(double rateFactor, double momentum) {
        /// What Jordan recommends, for a learning rate of 1e-3.
        public static final Muon STANDARD = new Muon(20, 0.95);
    }

    /// AdamW.
    public static Optimization adamW(
            double beta1, double beta2, double epsilon, double weightDecay, double clip) {
        return new Optimization(
                Method.ADAMW, beta1, beta2, epsilon, weightDecay, clip, Muon.STANDARD);
    }

    /// Whether gradients that wait for the rest, to be clipped or added to, are kept in bfloat16.
    /// Its rounding, of 1 in 512, is a fraction of that of the moments they become.
    public boolean narrowGradients() {
        return method == Method.ADAMW_8BIT;
    }

    /// The same constants for another method.
    public Optimization as(Method other) {
        return new Optimization(other, beta1, beta2, epsilon, weightDecay, clip, muon);
    }
}
