package dev.understudy.library;

import java.nio.file.Path;

/// Where a model lies.
///
/// @param name to call it by: `gpt2`, `friends@0002`, or the folder as it was typed
/// @param weights a folder with `config.json` and weights
/// @param tokenizer the folder with its tokenizer: the same, except for a run that goes on
public record ModelFolder(String name, Path weights, Path tokenizer) {
    static ModelFolder whole(String name, Path folder) {
        return new ModelFolder(name, folder, folder);
    }
}
