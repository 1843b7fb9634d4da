package dev.understudy.clone.voice;

import dev.understudy.model.device.ComputeDevice;

/// What the weights are while a clone speaks.
public enum Precision {
    /// [#BF16] where there is a CUDA device, else [#INT8].
    AUTO(0),
    /// On the CPU, as they were trained.
    FLOAT32(4),
    /// On the CPU, with matrices rounded to bytes: a third of the time for each token, and a
    /// quarter of the memory.
    INT8(1),
    /// Half of the digits, on the first CUDA device where there is one.
    BF16(2);

    private final int bytes;

    Precision(int bytes) {
        this.bytes = bytes;
    }

    /// What it is on this machine: never [#AUTO].
    public Precision here() {
        if (this != AUTO) {
            return this;
        }
        return fastest().isCuda() ? BF16 : INT8;
    }

    /// Where that is computed.
    ComputeDevice device() {
        return here() == BF16 ? fastest() : ComputeDevice.CPU;
    }

    private static ComputeDevice fastest() {
        return ComputeDevice.parse("auto").getFirst();
    }

    /// Bytes of so many weights on this machine.
    public long bytes(long weights) {
        return here().bytes * weights;
    }

    /// Bytes that are free where it is computed.
    public long availableBytes() {
        return device().availableBytes();
    }
}
