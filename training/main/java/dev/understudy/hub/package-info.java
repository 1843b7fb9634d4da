/// Base models and texts from a model hub, checked and complete, in the home folder.
@NullMarked
package dev.understudy.hub;

import org.jspecify.annotations.NullMarked;
