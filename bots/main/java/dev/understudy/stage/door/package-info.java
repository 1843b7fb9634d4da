/// Between the stage and a platform: what each tells the other.
@NullMarked
package dev.understudy.stage.door;

import org.jspecify.annotations.NullMarked;
