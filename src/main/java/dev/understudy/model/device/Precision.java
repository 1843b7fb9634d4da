package dev.understudy.model.device;

import java.util.Locale;

/// The number format of a model's matrix products. Weights, the residual stream, norms, softmax,
/// gradients and the optimizer's state are float32 in each.
public enum Precision {
    FLOAT32(6),
    /// Float32 in memory, products with ten bits of mantissa on NVIDIA's tensor cores.
    TF32(6),
    /// Eight bits of mantissa and float32's range.
    BF16(15),
    /// Ten bits of mantissa and a narrow range: the loss is scaled while gradients are computed.
    FP16(5);

    private final int scalarType;

    Precision(int scalarType) {
        this.scalarType = scalarType;
    }

    /// PyTorch's number of the type.
    public int scalarType() {
        return scalarType;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
