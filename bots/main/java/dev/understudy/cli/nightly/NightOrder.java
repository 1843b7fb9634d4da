package dev.understudy.cli.nightly;

/// What is asked of a night.
///
/// @param job which one it is, once
/// @param anyway whether to learn however little is new
/// @param release whether to learn from what was held back, too
record NightOrder(String job, boolean anyway, boolean release) {}
