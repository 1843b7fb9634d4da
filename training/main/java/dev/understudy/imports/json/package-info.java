/// Reads JSON as exports hold it: streaming, lenient where apps are careless, errors without words.
@NullMarked
package dev.understudy.imports.json;

import org.jspecify.annotations.NullMarked;
