package dev.understudy.likeness;

import dev.understudy.likeness.style.StyleDistance;

/// How far a clone's manner is from its friend's.
///
/// @param distance from the clone's turns to the friend's
/// @param floor from as many of the friend's turns to the same others: what chance alone makes of
///   it, so that a clone at the floor cannot be told by this
/// @param turns of each that were compared
/// @param learnt whether turns that the model learnt from stand in for held-out ones, which are too
///   few
public record Style(StyleDistance distance, StyleDistance floor, int turns, boolean learnt) {}
