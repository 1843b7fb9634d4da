/// Discord's door: what is said there is told to the stage, and what clones say is shown there.
@NullMarked
package dev.understudy.discord;

import org.jspecify.annotations.NullMarked;
