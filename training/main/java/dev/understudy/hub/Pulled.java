package dev.understudy.hub;

import java.nio.file.Path;

/// What a pull came to.
///
/// @param place the folder or file that is whole now
/// @param fetched false when it was there already
public record Pulled(Path place, boolean fetched) {}
