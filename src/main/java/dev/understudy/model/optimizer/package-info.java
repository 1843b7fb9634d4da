/// How weights move along their gradients: AdamW, AdamW with 8-bit state, Muon.
@NullMarked
package dev.understudy.model.optimizer;

import org.jspecify.annotations.NullMarked;
