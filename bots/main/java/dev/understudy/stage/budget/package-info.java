/// How often people may ask for something, and clones for a reply.
@NullMarked
package dev.understudy.stage.budget;

import org.jspecify.annotations.NullMarked;
