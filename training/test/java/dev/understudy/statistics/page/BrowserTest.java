package dev.understudy.statistics.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.statistics.InventedChat;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page in a real Chromium: the one named by the variable `UNDERSTUDY_CHROMIUM`, else the first
/// on the path.
class BrowserTest {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "chrome");

    /// Writes down what only a browser knows. The page forbids itself scripts, and so is opened
    /// with that line taken out.
    private static final String PROBE =
            """
            <script>
            const wide = document.documentElement;
            wide.dataset.overflow = wide.scrollWidth > wide.clientWidth;
            wide.dataset.tall = wide.scrollHeight;
            wide.dataset.label = parseFloat(getComputedStyle(document.querySelector("svg text")).fontSize)
              * document.querySelector("svg").getBoundingClientRect().width / 760;
            wide.dataset.bar = getComputedStyle(document.querySelector("td.share")).backgroundImage;
            </script></body>""";

    @TempDir Path folder;
    private Path chromium;

    @BeforeEach
    void find() {
        Optional<Path> found = chromium();
        Assumptions.assumeTrue(
                found.isPresent(),
                "no Chromium on the path or in UNDERSTUDY_CHROMIUM: the page is not looked at");
        chromium = found.get();
    }

    private static Optional<Path> chromium() {
        Stream<Path> onPath =
                Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .flatMap(place -> NAMES.stream().map(name -> Path.of(place, name)));
        return Stream.concat(
                        Stream.ofNullable(System.getenv("UNDERSTUDY_CHROMIUM")).map(Path::of),
                        onPath)
                .filter(Files::isExecutable)
                .findFirst();
    }

    private String browse(Path page, String... options) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                chromium.toString(),
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-dev-shm-usage",
                                "--hide-scrollbars",
                                "--user-data-dir=" + folder.resolve("profile")));
        command.addAll(List.of(options));
        command.add(page.toUri().toString());
        Path out = folder.resolve("out.txt");
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(process.waitFor(50, TimeUnit.SECONDS)).as("Chromium ends").isTrue();
        return Files.readString(out, StandardCharsets.UTF_8);
    }

    private Path page(String html) throws IOException {
        return Files.writeString(folder.resolve("page.html"), html);
    }

    private static String html() {
        return StatisticsPage.of(InventedChat.ofFriends().counted());
    }

    @Test
    void fitsAPhoneAndCanBeReadThere() throws Exception {
        String open = html().replaceFirst("<meta http-equiv=[^>]*>", "").replace("</body>", PROBE);
        // A window is no narrower than 500 pixels: a frame is.
        Path inner = Files.writeString(folder.resolve("inner.html"), open);
        String frame = "<iframe width=360 height=700 src='inner.html'></iframe>";
        String script =
                "<script>onload = () => { const of = document.querySelector('iframe')"
                        + ".contentDocument.documentElement.dataset;"
                        + " Object.assign(document.documentElement.dataset, of); }</script>";
        assertThat(inner).exists();
        String dumped =
                browse(
                        page("<!doctype html>" + frame + script),
                        "--allow-file-access-from-files",
                        "--dump-dom");
        Document seen = Jsoup.parse(dumped);
        assertThat(seen.select("html").attr("data-overflow")).as(dumped).isEqualTo("false");
        assertThat(Double.parseDouble(seen.select("html").attr("data-label"))).isGreaterThan(7);
        assertThat(seen.select("html").attr("data-bar")).contains("linear-gradient");
    }

    @Test
    void isLightOrDarkAsTheReaderLikes() throws Exception {
        assertThat(brightness("light", "--blink-settings=preferredColorScheme=1"))
                .isGreaterThan(200);
        assertThat(brightness("dark", "--blink-settings=preferredColorScheme=0")).isLessThan(60);
    }

    /// Of the page as it is, from 0 to 255.
    private double brightness(String name, String option) throws Exception {
        Path picture = folder.resolve(name + ".png");
        browse(page(html()), option, "--window-size=900,3000", "--screenshot=" + picture);
        BufferedImage seen = ImageIO.read(picture.toFile());
        long sum = 0;
        long different = 0;
        int background = seen.getRGB(0, 0);
        for (int y = 0; y < seen.getHeight(); y++) {
            for (int x = 0; x < seen.getWidth(); x++) {
                int color = seen.getRGB(x, y);
                sum += (color & 0xFF) + (color >> 8 & 0xFF) + (color >> 16 & 0xFF);
                different += color == background ? 0 : 1;
            }
        }
        long pixels = (long) seen.getWidth() * seen.getHeight();
        assertThat(different).as("something is drawn").isGreaterThan(pixels / 20);
        return sum / 3.0 / pixels;
    }

    @Test
    void canBePrinted() throws Exception {
        Path pdf = folder.resolve("page.pdf");
        browse(page(html()), "--print-to-pdf=" + pdf);
        assertThat(Files.readString(pdf, StandardCharsets.ISO_8859_1)).startsWith("%PDF");
    }
}
