/// What every command says beside its results: how far it is, what failed, what goes to the log;
/// and the commands that explain the others.
@NullMarked
package dev.understudy.cli.console;

import org.jspecify.annotations.NullMarked;
