/// What every platform shares: commands, who is on stage, what is said.
@NullMarked
package dev.understudy.stage;

import org.jspecify.annotations.NullMarked;
