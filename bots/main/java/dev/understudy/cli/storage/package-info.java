/// The archive as commands hold it: who may have it open at the same time.
@NullMarked
package dev.understudy.cli.storage;

import org.jspecify.annotations.NullMarked;
