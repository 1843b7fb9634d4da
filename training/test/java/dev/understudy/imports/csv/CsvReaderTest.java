package dev.understudy.imports.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.understudy.imports.Collected;
import dev.understudy.imports.Fixture;
import dev.understudy.imports.whatsapp.DateOrder;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class CsvReaderTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final CsvReader READER = reader(Map.of());

    private static CsvReader reader(Map<String, String> columns) {
        return new CsvReader(BERLIN, Optional.empty(), columns);
    }

    private static Path file(String text) throws IOException {
        Path file = Files.createTempFile("table", ".csv");
        file.toFile().deleteOnExit();
        return Files.write(file, text.getBytes(UTF_8));
    }

    /// What is found in `bytes`, up to a UserError if need be; any other error fails.
    private static Collected read(byte[] bytes) throws IOException {
        Path file = file("");
        Files.write(file, bytes);
        Collected collected = new Collected();
        try {
            READER.recognises(Collected.export(file));
            READER.read(Collected.export(file), collected);
        } catch (UserError damaged) {
            assertThat(damaged.problem()).contains(file.toString()).doesNotContain("\n");
        } finally {
            Files.delete(file);
        }
        return collected;
    }

    @Example
    void everyRowOfTheFixturesComesOutAsItShould() {
        for (String name : List.of("weclone", "semicolon", "play")) {
            Path table = Fixture.file("csv/" + name + ".csv");
            assertThat(Collected.recognises(READER, table)).isTrue();
            assertThat(Collected.from(READER, table).golden())
                    .isEqualTo(Fixture.text("csv/golden_" + name + ".txt"));
        }
    }

    @Example
    void columnsCanBeNamed() throws IOException {
        Path table = file("who,said\nAnn,hi\n");
        assertThat(Collected.recognises(READER, table)).isFalse();
        UserError unknown =
                catchThrowableOfType(UserError.class, () -> Collected.from(READER, table).golden());
        assertThat(unknown.problem()).startsWith(table + ":1 does not name");
        assertThat(unknown.remedy()).contains("--columns sender=who,text=said");
        CsvReader named = reader(Map.of("sender", "who", "text", "said"));
        assertThat(Collected.recognises(named, table)).isTrue();
        assertThat(Collected.from(named, table).texts()).containsExactly("hi");
        UserError word = catchThrowableOfType(UserError.class, () -> reader(Map.of("whom", "x")));
        assertThat(word.problem()).contains("whom").contains("sender, text, time");
    }

    @Example
    void tablesWithoutASenderOrOfOtherReadersAreLeftAlone() throws IOException {
        assertThat(Collected.recognises(READER, file("id,text,date\n1,a,b\n"))).isFalse();
        assertThat(Collected.recognises(READER, file("Dear Ann,\nhow are you?\n"))).isFalse();
        Path discord =
                Fixture.file("discord/Club - Text - general [123456789012345678] [part 2].csv");
        assertThat(Collected.recognises(READER, discord)).isFalse();
        assertThat(Collected.recognises(READER, Fixture.file("twitter/bob.csv"))).isFalse();
    }

    @Example
    void theOrderOfDayAndMonthCanBeGiven() {
        Instant april = Instant.parse("2024-04-10T21:42:00Z");
        assertThat(new Times(BERLIN, Optional.of(DateOrder.MDY)).parse("4/10/2024 11:42 PM"))
                .contains(april);
        assertThat(new Times(BERLIN, Optional.of(DateOrder.DMY)).parse("10/04/2024 23:42"))
                .contains(april);
        Times unknown = new Times(BERLIN, Optional.empty());
        assertThat(unknown.parse("4/10/2024 11:42 PM")).isEmpty();
        assertThat(unknown.parse("2024-04-10 21:42:00 UTC")).contains(april);
        assertThat(unknown.parse("2024-04-10T23:42:00+02:00")).contains(april);
        assertThat(unknown.parse("10.4.2024")).contains(Instant.parse("2024-04-09T22:00:00Z"));
        assertThat(unknown.parse("soon")).isEmpty();
    }

    @Example
    void aTableCutAtAnyByteGivesItsWholeRows() throws IOException {
        byte[] whole = Files.readAllBytes(Fixture.file("csv/weclone.csv"));
        List<String> all = read(whole).texts();
        for (int length = 1; length < whole.length; length++) {
            List<String> cut = read(Arrays.copyOf(whole, length)).texts();
            int sure = Math.max(0, cut.size() - 1); // the last one may be a part
            assertThat(cut.subList(0, sure)).isEqualTo(all.subList(0, sure));
        }
    }

    @Property(tries = 300, seed = "2026")
    void changedBytesNeverCrashIt(
            @ForAll long seed, @ForAll @DoubleRange(min = 0, max = 1) double share)
            throws IOException {
        Random random = new Random(seed);
        byte[] bytes = Files.readAllBytes(Fixture.file("csv/semicolon.csv"));
        for (int i = 0; i < 1 + share * 30; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        read(bytes);
    }

    @Property(tries = 300, seed = "2026")
    void randomBytesNeverCrashIt(@ForAll byte[] bytes) throws IOException {
        assertThat(read(bytes).messages).isEmpty();
    }

    @Property(tries = 300, seed = "2026")
    void anyCellsNeverCrashIt(@ForAll String sender, @ForAll String text, @ForAll String time)
            throws IOException {
        read(("sender,text,time\n" + sender + "," + text + "," + time + "\n").getBytes(UTF_8));
    }
}
