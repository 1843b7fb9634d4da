/// What the nights of a circle leave behind in the archive.
@NullMarked
package dev.understudy.archive.night;

import org.jspecify.annotations.NullMarked;
