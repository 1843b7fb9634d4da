/// What people can ask of the stage: one list of commands, whatever platform they are typed on.
@NullMarked
package dev.understudy.stage.command;

import org.jspecify.annotations.NullMarked;
