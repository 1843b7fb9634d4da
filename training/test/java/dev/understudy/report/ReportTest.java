package dev.understudy.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.chat.SpeakerName;
import dev.understudy.evaluation.Loss;
import dev.understudy.evaluation.Losses;
import dev.understudy.settings.UserError;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {
    private static final String WICKED =
            "</script><script>alert(1)</script> <|endoftext|> & \"'\u0001 🐈 <!--";

    @TempDir Path folder;
    private Path run;
    private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");

    @BeforeEach
    void makeRun() throws IOException {
        run = Files.createDirectory(folder.resolve("friends"));
        Files.writeString(
                run.resolve("run.json"),
                "{\"preset\":\"x <b>\",\"training\":{\"steps\":3000,\"seed\":1337}}");
    }

    private RunLog log(long step) {
        return new RunLog(run, step, () -> now);
    }

    /// Takes steps `from` to `to`, ten a second, looking up at every hundredth.
    private void train(RunLog log, int from, int to) {
        for (int step = from; step <= to; step++) {
            log.begin();
            now = now.plusMillis(100);
            log.stepped(step, 4 + Math.sin(step), 1e-3, 1, 640);
            if (step % 100 == 0) {
                log.evaluated(step, losses(5 - step / 100.0));
                log.sampled(step, WICKED + " " + step);
            }
        }
    }

    private static Losses losses(double mean) {
        TreeMap<SpeakerName, Loss> speakers = new TreeMap<>();
        speakers.put(SpeakerName.of("<i>Alice</i> & co"), new Loss(mean * 90, 100));
        speakers.put(SpeakerName.of("Bob"), new Loss(mean * 110, 100));
        return new Losses(new Loss(mean * 200, 200), speakers);
    }

    private Document page() throws IOException {
        return Jsoup.parse(Files.readString(run.resolve("report.html")));
    }

    @Test
    void showsARunThatWasStopped() throws IOException {
        try (RunLog log = log(0)) {
            train(log, 1, 300);
        }
        Document page = page();
        assertThat(page.title()).isEqualTo("friends: step 300");
        assertThat(page.select("header p").text())
                .startsWith("Stopped; understudy train --circle friends --resume goes on. Step 300")
                .contains("Step 300 of 3000", "0 min 30 s", "2026-03-01 12:00:30 UTC");
        assertThat(page.body().attr("data-running")).isEqualTo("false");
        assertThat(page.select("figure").eachAttr("id"))
                .containsExactly("loss", "perplexity", "rate", "speed");
        assertThat(page.select("dl.figures").text())
                .contains("best validation loss 2", "at step 300", "tokens read 192,000")
                .contains("tokens a second 6,400");
        assertThat(page.select("#loss svg polyline")).hasSize(2);
        assertThat(page.select("#loss svg").attr("role")).isEqualTo("img");
        for (Element figure : page.select("figure")) {
            assertThat(figure.select("tbody tr")).as(figure.id()).isNotEmpty();
        }
        Elements speakers = page.select("section:has(h2:containsOwn(Speakers)) tbody tr");
        assertThat(speakers.eachText())
                .containsExactly("<I>ALICE</I> & CO 1.8 6.05 100", "BOB 2.2 9.025 100");
        assertThat(page.select("section:has(h2:containsOwn(Settings)) tbody tr").eachText())
                .containsExactly("preset x <b>", "training.steps 3000", "training.seed 1337");
    }

    @Test
    void showsWhatAFinishedRunCameTo() throws IOException {
        try (RunLog log = log(0)) {
            train(log, 1, 300);
            log.finished(300, 200, losses(2.5));
        }
        assertThat(page().select("header p").text()).startsWith("Finished. Step 300 of 3000");
        assertThat(page().select("dl.figures").text())
                .startsWith("final validation loss 2.5 its perplexity 12.18 with the weights of")
                .contains("of step 200");
        assertThat(page().select("section:has(h2:containsOwn(Speakers)) caption").text())
                .startsWith("On the whole validation text with the weights of step 200");
        assertThat(page().select("section:has(h2:containsOwn(Speakers)) tbody tr").eachText())
                .containsExactly("<I>ALICE</I> & CO 2.25 9.488 100", "BOB 2.75 15.64 100");
        JsonNode last = JsonMapper.shared().readTree(lines().getLast());
        assertThat(last.get("final_loss").asDouble()).isEqualTo(2.5);
        assertThat(last.get("perplexity").asDouble()).isEqualTo(Math.exp(2.5));
        assertThat(last.get("best_step").asInt()).isEqualTo(200);
        assertThat(last.at("/speakers/BOB/tokens").asInt()).isEqualTo(100);

        try (RunLog _ = log(300)) {
            assertThat(page().body().attr("data-running")).isEqualTo("true");
        }
        assertThat(lines()).hasSize(306).noneMatch(line -> line.contains("final_loss"));
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(run.resolve("metrics.jsonl"));
    }

    /// Whoever was killed cannot write that; see the script for what becomes of this.
    @Test
    void aRunningPageSaysWhenItWasWrittenAndWhatToDoShouldItGrowOld() throws IOException {
        try (RunLog log = log(0)) {
            train(log, 1, 100);
            Document page = page();
            assertThat(page.body().attr("data-running")).isEqualTo("true");
            assertThat(page.body().attr("data-patience-seconds")).isEqualTo("30");
            assertThat(page.select("#seen").attr("datetime")).isEqualTo("2026-03-01T12:00:10Z");
            assertThat(page.select("#seen").text()).isEqualTo("2026-03-01 12:00:10 UTC");
            assertThat(page.select("#silent").hasAttr("hidden")).isTrue();
            assertThat(page.select("#silent").text())
                    .isEqualTo(
                            "No news since : it was interrupted;"
                                    + " understudy train --circle friends --resume goes on");
            assertThat(page.select("#running noscript").text())
                    .contains("every 5 s", "if it was interrupted", "--resume");
        }
    }

    @Test
    @Timeout(60)
    void aStepThatTakesLongIsNoSilence() throws IOException {
        try (RunLog log = new RunLog(run, 0, () -> now, Duration.ofMillis(1))) {
            train(log, 1, 1);
            now = now.plusSeconds(1_000);
            String seen = now.toString();
            while (!page().select("#seen").attr("datetime").equals(seen)) {
                Thread.onSpinWait();
            }
            assertThat(page().title()).isEqualTo("friends: step 1");
        }
        assertThat(page().body().attr("data-running")).isEqualTo("false");
    }

    /// A sample is text, whatever it says; a page asks nobody for anything.
    @Test
    void whatAModelWritesIsText() throws IOException {
        try (RunLog log = log(0)) {
            train(log, 1, 200);
        }
        Document page = page();
        assertThat(page.select("script")).hasSize(2);
        assertThat(page.select("pre").eachText())
                .containsExactly(
                        WICKED.replace('\u0001', '\uFFFD') + " 200",
                        WICKED.replace('\u0001', '\uFFFD') + " 100");
        assertThat(page.select("b, i:not([class^=fill])")).isEmpty();
        assertThat(page.select("[src], [href], link, img, iframe")).isEmpty();
        assertThat(page.html()).doesNotContain("http:", "https:");
        String data = page.select("#data").html();
        assertThat(data).doesNotContain("<");
        assertThat(JsonMapper.shared().readTree(data).get(1).at("/lines/0/name").asString())
                .isEqualTo("<I>ALICE</I> & CO");
    }

    @Test
    void isRewrittenEveryFewSecondsAndAtEachEvaluation() throws IOException {
        try (RunLog log = log(0)) {
            assertThat(page().title()).isEqualTo("friends: step 0");
            train(log, 1, 30);
            assertThat(page().title()).isEqualTo("friends: step 0");
            train(log, 31, 70);
            assertThat(page().title()).isEqualTo("friends: step 50");
            assertThat(page().body().attr("data-running")).isEqualTo("true");
            now = now.plus(Duration.ofSeconds(60));
            train(log, 71, 71);
            assertThat(page().title()).isEqualTo("friends: step 71");
            train(log, 72, 100);
            assertThat(page().title()).isEqualTo("friends: step 100");
        }
        assertThat(run).isDirectoryNotContaining("glob:**.unfinished");
    }

    @Test
    void isTheSameDrawnAfterwards() throws IOException {
        try (RunLog log = log(0)) {
            train(log, 1, 250);
        }
        try (RunLog log = log(200)) {
            train(log, 201, 2_000);
        }
        String drawn = Files.readString(run.resolve("report.html"));
        Files.delete(run.resolve("report.html"));
        Files.delete(run.resolve("loss.png"));
        Files.setLastModifiedTime(run.resolve("metrics.jsonl"), FileTime.from(now));
        assertThat(LiveReport.redraw(run, "friends", RunState.STOPPED))
                .containsExactly(run.resolve("report.html"), run.resolve("loss.png"));
        assertThat(run.resolve("report.html")).hasContent(drawn);
        BufferedImage picture = ImageIO.read(run.resolve("loss.png").toFile());
        assertThat(picture.getWidth()).isEqualTo(960);
        assertThat(picture.getRGB(2, 2)).isEqualTo(0xFFFFFFFF);
        assertThat(page().select("details[id^=sample]")).hasSizeBetween(10, 24);
        assertThat(page().select("details[id^=sample]").getFirst().id()).isEqualTo("sample2000");
    }

    @Test
    void aLineThatAKillCutInTwoIsLeftOut() throws IOException {
        try (RunLog log = log(0)) {
            train(log, 1, 99);
            log.sampled(99, "ends in a cat 🐈");
        }
        byte[] metrics = Files.readAllBytes(run.resolve("metrics.jsonl"));
        int cat = new String(metrics, StandardCharsets.ISO_8859_1).indexOf("\u00F0\u009F");
        Files.write(run.resolve("metrics.jsonl"), Arrays.copyOf(metrics, cat + 2));
        LiveReport.redraw(run, "friends", RunState.STOPPED);
        assertThat(page().title()).isEqualTo("friends: step 99");
        assertThat(page().select("pre")).isEmpty();
        try (RunLog log = log(99)) {
            train(log, 100, 100);
        }
        assertThat(lines()).hasSize(99 + 3);
    }

    @Test
    void isReadableAfterAHundredThousandStepsAndBeforeTheFirst() throws IOException {
        try (RunLog _ = log(0)) {
            assertThat(page().select("figure")).isEmpty();
        }
        Files.delete(run.resolve("metrics.jsonl"));
        RunHistory history = new RunHistory();
        for (int step = 1; step <= 100_000; step++) {
            double loss = step == 77_777 ? 99 : 2 + 5.0 / step;
            history.add(new Entry.Stepped(step, loss, 1e-3, 1, step * 64L, 640, step / 10.0));
        }
        new LiveReport(run, history, () -> now).finish();
        assertThat(Files.size(run.resolve("report.html"))).isLessThan(150_000);
        assertThat(page().select("#loss tbody").text()).contains("76,801–79,360 2.038 2 99");
        assertThat(page().title()).isEqualTo("friends: step 100,000");
    }

    @Test
    void aReportThatCannotBeWrittenStopsNothing() throws IOException {
        Path inTheWay = Files.createDirectories(run.resolve("report.html/kept"));
        try (RunLog log = log(0)) {
            train(log, 1, 100);
        }
        assertThat(inTheWay).isDirectory();
        assertThat(run).isDirectoryNotContaining("glob:**.unfinished");
        assertThat(run.resolve("loss.png")).exists();
        assertThat(Files.readAllLines(run.resolve("metrics.jsonl"))).hasSize(102);
    }

    @Test
    void aRunThatNeverSteppedIsDrawnFromItsPlan() throws IOException {
        assertThat(LiveReport.redraw(run, "friends", RunState.STOPPED))
                .containsExactly(run.resolve("report.html"));
        assertThat(page().select("header p").text()).startsWith("Stopped; ").contains("Step 0");
        assertThat(page().select("figure")).isEmpty();
        assertThat(page().select("section h2").eachText()).containsExactly("Settings");
    }

    @Test
    void whereNothingWasTrainedOrNothingCanBeWrittenThereIsNoReport() throws IOException {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> LiveReport.redraw(missing, "missing", RunState.FINISHED))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(missing + " holds no metrics.jsonl");
        assertThat(missing).doesNotExist();
        Files.createDirectories(run.resolve("report.html/kept"));
        assertThatThrownBy(() -> LiveReport.redraw(run, "friends", RunState.FINISHED))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(run.toString());
    }
}
