/// A voice whose model is computed by a server of completions in OpenAI's manner.
@NullMarked
package dev.understudy.clone.remote;

import org.jspecify.annotations.NullMarked;
