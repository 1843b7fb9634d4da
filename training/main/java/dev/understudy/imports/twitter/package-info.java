/// Reads what one account has published on Twitter.
@NullMarked
package dev.understudy.imports.twitter;

import org.jspecify.annotations.NullMarked;
