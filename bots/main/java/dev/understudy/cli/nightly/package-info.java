/// Nights: from what was said since the last one to a version that is no worse, or none.
@NullMarked
package dev.understudy.cli.nightly;

import org.jspecify.annotations.NullMarked;
