/// How somebody writes, in numbers: lengths, marks, capitals, emoji, bursts.
@NullMarked
package dev.understudy.likeness.style;

import org.jspecify.annotations.NullMarked;
