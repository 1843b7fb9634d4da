package dev.understudy.archive;

import dev.understudy.archive.connection.Server;
import dev.understudy.archive.server.PostgresServer;
import org.junit.jupiter.api.Nested;

/// What holds of an archive in a file holds of one on a server.
class ArchiveOnServerTest {
    private static Server database() {
        return PostgresServer.shared().archive();
    }

    @Nested
    class Messages extends ArchiveTest {
        private final Server server = database();

        @Override
        Archive opened() {
            return Archive.open(server);
        }
    }

    @Nested
    class Lines extends CloneLinesTest {
        private final Server server = database();

        @Override
        Archive opened() {
            return Archive.open(server);
        }
    }

    @Nested
    class Consent extends ConsentsTest {
        private final Server server = database();

        @Override
        Archive opened() {
            return Archive.open(server);
        }
    }

    @Nested
    class Live extends LiveArchiveTest {
        private final Server server = database();

        @Override
        Archive opened() {
            return Archive.open(server);
        }
    }

    @Nested
    class Moved extends MovedChannelTest {
        private final Server server = database();

        @Override
        Archive opened() {
            return Archive.open(server);
        }
    }
}
