package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
    @TempDir static Path folder;
    private static Path chat;
    private static ToyHome trained;

    @BeforeAll
    static void train() throws IOException {
        chat = ToyHome.writeChat(folder.resolve("chat.txt"), 400);
        trained = new ToyHome(folder.resolve("trained"));
        trained.importChat(chat);
        trained.train("--steps=20");
    }

    private static void assertDrawn(Invocation report, Path run) {
        assertThat(report)
                .isEqualTo(
                        new Invocation(
                                0,
                                "The report is %s/report.html.\nThe loss curve is %s/loss.png.\n"
                                        .formatted(run, run),
                                ""));
        assertThat(run.resolve("loss.png")).isNotEmptyFile();
    }

    private static String page(Path run) throws IOException {
        return Files.readString(run.resolve("report.html"));
    }

    @Test
    void drawsThatOfALiveModelAndOfAnEarlierVersion() throws IOException {
        ToyHome home = trained.copyTo(folder.resolve("versions"));
        home.train("--steps=10");
        for (String version : List.of("0001", "0002")) {
            Files.delete(home.model(version).resolve("report.html"));
            Files.delete(home.model(version).resolve("loss.png"));
        }
        assertDrawn(Invocation.of(home.inCircle("report")), home.model("0002"));
        assertThat(page(home.model("0002")))
                .contains("Training of friends@0002", "Finished. Step 10 of 10")
                .contains("final validation loss", "data-running=\"false\"")
                .doesNotContain("--resume");
        assertThat(home.model("0001").resolve("report.html")).doesNotExist();
        String[] older = {"report", "--model=friends@0001", "--home=" + home.folder()};
        assertDrawn(Invocation.of(older), home.model("0001"));
        assertThat(page(home.model("0001"))).contains("Step 20 of 20");
    }

    @Test
    void drawsThatOfAnInterruptedRunWhoseLastLineIsDamaged() throws IOException {
        ToyHome home = trained.copyTo(folder.resolve("interrupted"));
        home.run(chat, 7);
        Files.writeString(
                home.run().resolve("metrics.jsonl"),
                "{\"step\":8,\"loss\":1.",
                StandardOpenOption.APPEND);
        Files.writeString(home.run().resolve("report.html"), "data-running=\"true\"");
        assertDrawn(Invocation.of(home.inCircle("report")), home.run());
        assertThat(page(home.run()))
                .contains("Training of friends<", "Step 7 of 12", "data-running=\"false\"")
                .contains(
                        "Stopped; <code>understudy train --circle friends --resume</code> goes on");
        assertThat(Invocation.of(home.inCircle("train", "--resume")).exitCode()).isZero();
        assertDrawn(Invocation.of(home.inCircle("report")), home.model("0002"));
    }

    @Test
    void refusesInTwoLinesWhatHasNone() throws IOException {
        Path base = TinyBase.write(folder.resolve("base"), 16);
        String nowhere = "--home=" + folder.resolve("nowhere");
        for (String[] arguments :
                List.of(
                        new String[] {"report", "--circle=strangers", nowhere},
                        new String[] {"report", "--model=strangers@0001", nowhere},
                        new String[] {"report", "--model=" + base, nowhere})) {
            Invocation refused = Invocation.of(arguments);
            assertThat(refused.exitCode()).as(refused.err()).isEqualTo(1);
            assertThat(refused.err()).hasLineCount(2).doesNotContain("defect");
        }
        for (String[] arguments :
                List.of(
                        new String[] {"report", nowhere},
                        trained.inCircle("report", "--model=friends"))) {
            Invocation misused = Invocation.of(arguments);
            assertThat(misused.exitCode()).as(misused.err()).isEqualTo(2);
            assertThat(misused.err()).hasLineCount(2).contains("--circle or a --model");
        }
        assertThat(folder.resolve("nowhere/runs")).doesNotExist();
        assertThat(base.resolve("report.html")).doesNotExist();
    }
}
