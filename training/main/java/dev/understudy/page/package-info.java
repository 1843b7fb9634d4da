/// What all pages share that this program draws: their head and look, safe text, round numbers.
@NullMarked
package dev.understudy.page;

import org.jspecify.annotations.NullMarked;
