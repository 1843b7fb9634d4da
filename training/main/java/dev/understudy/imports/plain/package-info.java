/// Reads transcripts: `SPEAKER:`, the message, a blank line.
@NullMarked
package dev.understudy.imports.plain;

import org.jspecify.annotations.NullMarked;
