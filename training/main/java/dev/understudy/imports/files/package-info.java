/// The files that an export consists of: one on disk, those of a folder, or those inside a zip.
@NullMarked
package dev.understudy.imports.files;

import org.jspecify.annotations.NullMarked;
