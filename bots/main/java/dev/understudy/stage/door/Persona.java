package dev.understudy.stage.door;

import dev.understudy.clone.Speaker;
import java.net.URI;
import java.util.Optional;

/// A clone as it is seen on a platform.
///
/// @param name to show: the friend's, with the mark of a clone
/// @param face address of a picture to show beside the name, where the platform can
public record Persona(Speaker speaker, String name, Optional<URI> face) {}
