/// Backups: a data folder in one file that proves itself, and back.
@NullMarked
package dev.understudy.cli.backup;

import org.jspecify.annotations.NullMarked;
