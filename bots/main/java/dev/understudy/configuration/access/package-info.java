/// Where the archive is, and the secrets that lie in files of their own.
@NullMarked
package dev.understudy.configuration.access;

import org.jspecify.annotations.NullMarked;
