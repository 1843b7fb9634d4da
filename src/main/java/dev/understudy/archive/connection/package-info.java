/// How the archive's database is reached, in a file or on a server, and what goes wrong with it.
@NullMarked
package dev.understudy.archive.connection;

import org.jspecify.annotations.NullMarked;
