package dev.understudy.stage.door;

import java.util.Optional;

/// One message of a clone.
///
/// @param replyTo id of the message that it answers, to be shown as a reply where the platform can
public record Line(Persona who, String text, Optional<String> replyTo) {}
