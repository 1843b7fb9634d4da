/// What texts look like to readers.
@NullMarked
package dev.understudy.chat.text;

import org.jspecify.annotations.NullMarked;
