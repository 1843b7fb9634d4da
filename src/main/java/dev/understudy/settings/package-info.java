/// Where Understudy keeps its things, and how it says that something is wrong.
@NullMarked
package dev.understudy.settings;

import org.jspecify.annotations.NullMarked;
