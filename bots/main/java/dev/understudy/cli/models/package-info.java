/// Lists, compares, promotes and removes the versions of a circle's model.
@NullMarked
package dev.understudy.cli.models;

import org.jspecify.annotations.NullMarked;
