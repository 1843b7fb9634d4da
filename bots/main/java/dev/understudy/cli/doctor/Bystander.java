package dev.understudy.cli.doctor;

import dev.understudy.chat.Channel;
import dev.understudy.configuration.Configuration;
import dev.understudy.stage.command.Answer;
import dev.understudy.stage.command.Place;
import dev.understudy.stage.command.Request;
import dev.understudy.stage.door.Ear;
import dev.understudy.stage.door.Heard;
import java.util.List;
import java.util.Optional;

/// Knows which places belong to a circle, and hears nothing: for looking at platforms alone.
record Bystander(Configuration configuration) implements Ear {
    @Override
    public void hear(Heard heard) {}

    @Override
    public Answer ask(Request request) {
        return Answer.of("The clones are not here at the moment.");
    }

    @Override
    public List<String> suggest(Place place, String typed) {
        return List.of();
    }

    @Override
    public Optional<String> lastHeard(Place place) {
        return Optional.empty();
    }

    @Override
    public List<String> keptLately(Place place) {
        return List.of();
    }

    @Override
    public boolean listensTo(Place place) {
        Channel channel = place.channel();
        return !place.isDirect()
                && configuration
                        .circleAt(
                                channel.platform(),
                                List.of(channel.id(), place.parent(), place.group()))
                        .isPresent();
    }
}
