import dev.understudy.archive.Archive;
import dev.understudy.chat.Circle;
import dev.understudy.imports.ImportOptions;
import dev.understudy.imports.Importer;
import dev.understudy.imports.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;

/// Times reading, importing and importing again: `java -cp CLASSPATH MeasureImport.java EXPORT
/// [ARCHIVE]`. Only reading without an archive; the archive must not exist.
final class MeasureImport {
    public static void main(String[] arguments) throws IOException {
        List<Path> export = List.of(Path.of(arguments[0]));
        Circle circle = new Circle("bench");
        Importer importer = new Importer(ImportOptions.defaults());
        time("read", () -> importer.check(export, Progress.NONE).sources().getFirst().read());
        if (arguments.length < 2) {
            return;
        }
        Path file = Path.of(arguments[1]);
        try (Archive archive = Archive.open(file)) {
            for (String name : List.of("read and stored", "imported again")) {
                time(name, () -> importer.run(export, circle, archive, Progress.NONE)
                        .sources().getFirst().read());
            }
            long[] count = {0};
            time("streamed back", () -> {
                archive.forEachMessage(circle, _ -> count[0]++);
                return count[0];
            });
        }
        System.out.printf("heap allowed         %,d MB%n", Runtime.getRuntime().maxMemory() >> 20);
        Path status = Path.of("/proc/self/status");
        if (Files.exists(status)) {
            Files.readAllLines(status).stream().filter(l -> l.startsWith("VmHWM"))
                    .forEach(l -> System.out.println("peak resident        "
                            + Long.parseLong(l.replaceAll("\\D", "")) / 1024 + " MB"));
        }
        System.out.printf("archive              %,d MB%n",
                Files.size(Path.of(file + ".mv.db")) >> 20);
    }

    private static void time(String name, LongSupplier work) {
        long start = System.nanoTime();
        long messages = work.getAsLong();
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("%-16s %,12d messages %8.1f s %,10.0f a second%n",
                name, messages, seconds, messages / seconds);
    }
}
