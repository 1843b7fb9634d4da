import dev.understudy.archive.Archive;
import dev.understudy.chat.Circle;
import dev.understudy.statistics.Period;
import dev.understudy.statistics.Statistics;
import dev.understudy.statistics.counting.Counting;
import dev.understudy.statistics.page.StatisticsPage;
import java.nio.file.Path;
import java.time.ZoneId;

/// Times counting an archive and drawing its page: `java -cp CLASSPATH MeasureStats.java ARCHIVE
/// CIRCLE`. ARCHIVE without the ending .mv.db.
final class MeasureStats {
    public static void main(String[] arguments) {
        Circle circle = new Circle(arguments[1]);
        Period period = Period.ever(ZoneId.of("Europe/Berlin"));
        try (Archive archive = Archive.open(Path.of(arguments[0]))) {
            for (int round = 0; round < 3; round++) {
                long start = System.nanoTime();
                archive.forEachMessage(circle, _ -> {});
                long streamed = System.nanoTime();
                Statistics counted =
                        Counting.count(
                                circle,
                                period,
                                archive.people(circle),
                                sink -> archive.forEachMessage(circle, sink));
                long done = System.nanoTime();
                int length = StatisticsPage.of(counted).length();
                long drawn = System.nanoTime();
                System.out.printf(
                        "%,d messages: streamed alone %.1f s, streamed and counted %.1f s,"
                                + " page of %,d characters %.0f ms%n",
                        counted.totals().messages(),
                        (streamed - start) / 1e9,
                        (done - streamed) / 1e9,
                        length,
                        (drawn - done) / 1e6);
            }
        }
    }
}
