/// Which version of a circle's model speaks, which did, and which never may.
@NullMarked
package dev.understudy.clone.version;

import org.jspecify.annotations.NullMarked;
