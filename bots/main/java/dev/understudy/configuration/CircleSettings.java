package dev.understudy.configuration;

import dev.understudy.archive.live.Policy;
import dev.understudy.chat.SpeakerName;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is said about one circle.
///
/// @param places the servers, channels and groups that belong to it
/// @param consent what holds for friends who have not been asked yet
/// @param only the friends who may be cloned at all; everyone when empty
/// @param never those who may not, whatever else holds
/// @param faces addresses of pictures, by friend
public record CircleSettings(
        Set<Place> places,
        Policy consent,
        Set<SpeakerName> only,
        Set<SpeakerName> never,
        Map<SpeakerName, URI> faces) {

    /// No places; nobody is cloned before they agree.
    public static final CircleSettings DEFAULT =
            new CircleSettings(Set.of(), Policy.OPT_IN, Set.of(), Set.of(), Map.of());

    public CircleSettings {
        places = Set.copyOf(places);
        only = Set.copyOf(only);
        never = Set.copyOf(never);
        faces = Map.copyOf(faces);
    }

    /// Whether the operator lets `friend` be cloned. Consent is another matter: both must hold.
    public boolean casts(SpeakerName friend) {
        return !never.contains(friend) && (only.isEmpty() || only.contains(friend));
    }

    /// The picture of `friend`, if there is one.
    public Optional<URI> face(SpeakerName friend) {
        return Optional.ofNullable(faces.get(friend));
    }
}
