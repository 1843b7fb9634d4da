/// Models by name at the command line: where they lie, what they write, and how they come here.
@NullMarked
package dev.understudy.cli.model;

import org.jspecify.annotations.NullMarked;
