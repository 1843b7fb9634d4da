/// A likeness as a page with pictures, which needs no script and no network.
@NullMarked
package dev.understudy.likeness.page;

import org.jspecify.annotations.NullMarked;
