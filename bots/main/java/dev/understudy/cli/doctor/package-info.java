/// Whether the bots could start, and what to do where they could not.
@NullMarked
package dev.understudy.cli.doctor;

import org.jspecify.annotations.NullMarked;
