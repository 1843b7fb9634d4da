/// What operators watch of bots that run.
@NullMarked
package dev.understudy.cli.watch;

import org.jspecify.annotations.NullMarked;
