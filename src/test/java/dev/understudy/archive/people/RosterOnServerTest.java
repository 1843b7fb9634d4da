package dev.understudy.archive.people;

import dev.understudy.archive.Archive;
import dev.understudy.archive.connection.Server;
import dev.understudy.archive.server.PostgresServer;
import org.junit.jupiter.api.Nested;

/// What holds of people in a file holds of those on a server.
class RosterOnServerTest {
    @Nested
    class Changes extends RosterTest {
        private final Server server = PostgresServer.shared().archive();

        @Override
        Archive opened() {
            return Archive.open(server);
        }
    }

    @Nested
    class Suggested extends SuggestionsTest {
        private final Server server = PostgresServer.shared().archive();

        @Override
        Archive opened() {
            return Archive.open(server);
        }
    }
}
