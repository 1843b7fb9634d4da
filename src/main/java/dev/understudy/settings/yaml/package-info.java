/// Files of settings: what they say, and on which line.
@NullMarked
package dev.understudy.settings.yaml;

import org.jspecify.annotations.NullMarked;
