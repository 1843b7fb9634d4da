package dev.understudy.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.hub.transfer.Checksum;
import dev.understudy.hub.transfer.RemoteFile;
import dev.understudy.hub.transfer.Watch;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class CutLinesTest {
    static final int SIZE = 20_000;

    /// Wherever a line is cut, and whether or not the server can go on in the middle, the file is
    /// whole in the end, and nothing is beside it.
    @Property(tries = 40)
    void neverHarmAFile(
            @ForAll @Size(max = 3) List<@IntRange(max = SIZE - 1) Integer> cuts,
            @ForAll boolean ranges)
            throws IOException {
        byte[] content = FakeHub.bytes(SIZE);
        Path folder = Files.createTempDirectory("cut-lines");
        Path target = folder.resolve("file");
        try (FakeHub server = new FakeHub()) {
            server.put("file", content);
            server.serveAs("repository");
            for (int cut : cuts) {
                server.breakNext("file", ranges ? FakeHub.cutAt(cut) : FakeHub.ignoringRange(cut));
            }
            URI address =
                    URI.create(
                            server.address() + "/repository/resolve/" + FakeHub.COMMIT + "/file");
            Checksum checksum = Checksum.sha256(FakeHub.hash("SHA-256", content));
            server.hub()
                    .line()
                    .fetch(new RemoteFile(address, "file", SIZE, checksum), target, Watch.NONE);
            assertThat(target).hasBinaryContent(content);
            assertThat(folder.toFile().list()).containsExactly("file");
        } finally {
            Files.deleteIfExists(target);
            Files.deleteIfExists(folder);
        }
    }
}
