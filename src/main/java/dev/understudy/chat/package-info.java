/// What was said, by whom, where: messages, people, channels, circles, and the transcript they
/// become.
@NullMarked
package dev.understudy.chat;

import org.jspecify.annotations.NullMarked;
