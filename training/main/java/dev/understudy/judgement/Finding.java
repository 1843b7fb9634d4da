package dev.understudy.judgement;

import dev.understudy.clone.ModelCard.Gate;

/// What came of one gate.
///
/// @param sentence for people: what was measured, and what was asked for
public record Finding(Gate gate, String sentence) {}
