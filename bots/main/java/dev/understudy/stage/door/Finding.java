package dev.understudy.stage.door;

/// Something that is missing before clones can speak on a platform.
///
/// @param problem what is missing, and where
/// @param remedy what to do about it
public record Finding(String problem, String remedy) {}
