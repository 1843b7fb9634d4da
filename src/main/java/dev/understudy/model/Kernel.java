package dev.understudy.model;

import ai.djl.pytorch.jni.IValue;

/// The two calls that decode, with a model's weights in whatever precision. The caller closes what
/// they return. One thread.
interface Kernel {
    /// The logits after some tokens of one sequence; see `decode` in `gpt2.py`.
    IValue decode(IValue ids, IValue cache, int past);

    /// The logits after one token of each of several; see `decode_each`.
    IValue decodeEach(IValue ids, IValue cache, IValue past);
}
