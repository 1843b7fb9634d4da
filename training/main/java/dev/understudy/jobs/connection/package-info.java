/// A connection to a database that may be away for a while.
@NullMarked
package dev.understudy.jobs.connection;

import org.jspecify.annotations.NullMarked;
