package dev.understudy.corpus;

import dev.understudy.chat.Message;
import java.util.function.Consumer;

/// Messages that can be read several times: once to decide the split, once to learn the vocabulary,
/// once to encode. An archive's circle, or a list.
@FunctionalInterface
public interface MessageSource {
    /// Hands every message to `sink`: channel by channel, each in the order it was said.
    void forEach(Consumer<Message> sink);
}
