/// GPT-2: its shape, its weights on disk and in memory, and the one program that runs them.
@NullMarked
package dev.understudy.model;

import org.jspecify.annotations.NullMarked;
