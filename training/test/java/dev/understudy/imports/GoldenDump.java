package dev.understudy.imports;

import dev.understudy.imports.format.ExportReader;
import dev.understudy.imports.googlechat.*;
import dev.understudy.imports.matrix.*;
import dev.understudy.imports.meta.*;
import dev.understudy.imports.slack.*;
import java.nio.file.*;
import org.junit.jupiter.api.Test;

class GoldenDump {
    static void d(ExportReader r, String p, String g) {
        Path f = Fixture.file(p);
        System.out.println("=== " + p + " " + Collected.recognises(r, f));
        try {
            Files.writeString(
                    Path.of(System.getProperty("understudy.root"))
                            .resolve("training/test/resources/dev/understudy/imports/" + g),
                    Collected.from(r, f).golden());
        } catch (Exception e) {
            System.out.println(e);
        }
    }

    @Test
    void dump() {
        d(MetaReader.messenger(), "meta/facebook", "meta/golden_facebook.txt");
        d(MetaReader.messenger(), "meta/encrypted/Ann_1.json", "meta/golden_encrypted.txt");
        d(MetaReader.instagram(), "meta/instagram", "meta/golden_instagram.txt");
        d(new SlackReader(), "slack/export", "slack/golden.txt");
        d(
                new MatrixReader(),
                "matrix/matrix - Club - Chat Export - 2026-01-02T10-00-00.000Z.json",
                "matrix/golden.txt");
        d(new GoogleChatReader(), "googlechat/Takeout", "googlechat/golden.txt");
    }
}
