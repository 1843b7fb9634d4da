/// Whether a new version of a model is good enough to go live.
@NullMarked
package dev.understudy.judgement;

import org.jspecify.annotations.NullMarked;
