/// What every format's reader is and reports: one reader for each app's export.
@NullMarked
package dev.understudy.imports.format;

import org.jspecify.annotations.NullMarked;
