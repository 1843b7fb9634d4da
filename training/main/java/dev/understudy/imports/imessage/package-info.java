/// Reads iMessage: the database of Messages on a Mac, and imessage-exporter's text.
@NullMarked
package dev.understudy.imports.imessage;

import org.jspecify.annotations.NullMarked;
