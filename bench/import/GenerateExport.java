import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Writes the export of one group, of any size and always the same: `java GenerateExport.java FILE
/// MESSAGES [WORDS]`. Telegram Desktop's, or, if FILE ends in `.txt`, WhatsApp's of Android. WORDS
/// is the mean length of a message, 8 if not given. Streams.
final class GenerateExport {
    private static final int FRIENDS = 12;
    private static final int VOCABULARY = 5000;
    private static final String LETTERS = "etaoinshrdlucmfwypvbgkjqxz";

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(2026);
    private final String[] words = new String[VOCABULARY];
    private long time = 1_500_000_000;

    public static void main(String[] arguments) throws IOException {
        int meanWords = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 8;
        Path file = Path.of(arguments[0]);
        long messages = Long.parseLong(arguments[1]);
        if (arguments[0].endsWith(".txt")) {
            new GenerateExport().writeLines(file, messages, meanWords);
        } else {
            new GenerateExport().write(file, messages, meanWords);
        }
    }

    private GenerateExport() {
        for (int i = 0; i < VOCABULARY; i++) {
            StringBuilder word = new StringBuilder();
            for (int length = 2 + random.nextInt(8); length > 0; length--) {
                double skewed = random.nextDouble() * random.nextDouble();
                word.append(LETTERS.charAt((int) (skewed * LETTERS.length())));
            }
            words[i] = word.toString();
        }
    }

    private void write(Path file, long messages, int meanWords) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("{\n \"name\": \"Bench Club\",\n \"type\": \"private_supergroup\",\n");
            out.write(" \"id\": 1500000001,\n \"messages\": [");
            for (long id = 1; id <= messages; id++) {
                out.write(id == 1 ? "\n" : ",\n");
                out.write(message(id, meanWords));
            }
            out.write("\n ]\n}\n");
        }
    }

    private void writeLines(Path file, long messages, int meanWords) throws IOException {
        DateTimeFormatter date = DateTimeFormatter.ofPattern("dd/MM/yyyy, HH:mm");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (long id = 1; id <= messages; id++) {
                time += random.nextInt(10) == 0 ? random.nextInt(20_000) : random.nextInt(60);
                out.write(Instant.ofEpochSecond(time).atOffset(ZoneOffset.UTC).format(date));
                int friend = (int) (FRIENDS * random.nextDouble() * random.nextDouble());
                String text = random.nextInt(100) < 3 ? "<Media omitted>" : text(meanWords);
                out.write(" - Friend " + friend + ": " + text.replace("\\n", "\n") + "\n");
            }
        }
    }

    private String message(long id, int meanWords) {
        time += random.nextInt(10) == 0 ? random.nextInt(20_000) : random.nextInt(60);
        int friend = (int) (FRIENDS * random.nextDouble() * random.nextDouble());
        String text = text(meanWords);
        String extra = "";
        int kind = random.nextInt(100);
        if (kind < 3) {
            extra = "   \"photo\": \"photos/photo_" + id + ".jpg\",\n   \"width\": 1280,\n";
        } else if (kind < 5) {
            extra = "   \"forwarded_from\": \"Some Channel\",\n";
        } else if (kind < 15 && id > 10) {
            extra = "   \"reply_to_message_id\": " + (id - 1 - random.nextInt(9)) + ",\n";
        } else if (kind < 17) {
            extra = "   \"edited\": \"2024-01-01T00:00:00\",\n   \"edited_unixtime\": \""
                    + (time + 60) + "\",\n";
        }
        return """
                  {
                   "id": %d,
                   "type": "message",
                   "date": "2024-01-01T00:00:00",
                   "date_unixtime": "%d",
                   "from": "Friend %d",
                   "from_id": "user%d",
                %s   "text": "%s",
                   "text_entities": [
                    {
                     "type": "plain",
                     "text": "%s"
                    }
                   ]
                  }"""
                .formatted(id, time, friend, 1000 + friend, extra, text, text);
    }

    private String text(int meanWords) {
        StringBuilder text = new StringBuilder();
        for (int left = 1 + random.nextInt(2 * meanWords); left > 0; left--) {
            text.append(words[(int) (VOCABULARY * random.nextDouble() * random.nextDouble())]);
            text.append(left > 1 ? " " : random.nextInt(8) == 0 ? " \uD83D\uDE00\\n" : "");
        }
        return text.toString();
    }
}
