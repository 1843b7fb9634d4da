/// Reads WhatsApp's "Export chat", from Android and iOS, in the manner of any country.
@NullMarked
package dev.understudy.imports.whatsapp;

import org.jspecify.annotations.NullMarked;
