/// Reads documents: poems, letters, posts, each of them one text of one author.
@NullMarked
package dev.understudy.imports.text;

import org.jspecify.annotations.NullMarked;
