package dev.understudy.judgement;

import dev.understudy.likeness.Likeness;
import java.util.Optional;

/// What came of a new version: how it is like its friends, how the live one is, and the gates.
///
/// @param live empty where there was none to compare with
public record Verdict(Likeness candidate, Optional<Likeness> live, Judgement judgement) {}
