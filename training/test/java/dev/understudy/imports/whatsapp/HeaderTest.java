package dev.understudy.imports.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTest {
    private static Header header(String line) {
        return Header.of(line).orElseThrow(() -> new AssertionError("no head: " + line));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1/5/23, 12:00\u202FAM - Bob: x | MDY | 2023-01-05T00:00",
                "1/5/23, 12:00\u202FPM - Bob: x | MDY | 2023-01-05T12:00",
                "[14.08.2024, 21:01:07] Bob: x | DMY | 2024-08-14T21:01:07",
                "\u200E[14.08.2024, 21:01:07] Bob: x | DMY | 2024-08-14T21:01:07",
                "[01/20/19 11:23] Bob: x | MDY | 2019-01-20T11:23",
                "[8/15/23, 9:25:16\u202FPM] Bob: x | MDY | 2023-08-15T21:25:16",
                "2024/07/09 02:28 - Bob: x | YMD | 2024-07-09T02:28",
                "2019-04-16, 02:09 - Bob: x | YMD | 2019-04-16T02:09",
                "20/6/2017 8:28 p.\u00A0m. - Bob: x | DMY | 2017-06-20T20:28",
                "06/20/2020, 00:08 a. m. - Bob: x | MDY | 2020-06-20T00:08",
                "13.6.2018 klo 21.25 - Bob: x | DMY | 2018-06-13T21:25",
                "2018. 06. 13. 21:25 - Bob: x | YMD | 2018-06-13T21:25",
                "13. 6. 2018. 21:25 - Bob: x | DMY | 2018-06-13T21:25",
                "13-06-18 21:25 - Bob: x | DMY | 2018-06-13T21:25",
                "2024/7/9 下午2:28 - Bob: x | YMD | 2024-07-09T14:28",
                "2024/7/9 凌晨12:28 - Bob: x | YMD | 2024-07-09T00:28",
                "2024. 7. 9. 오후 2:28, Bob: x | YMD | 2024-07-09T14:28",
                "٢٠٢٤/٧/٩, ٨:٢٨ م - Bob: x | YMD | 2024-07-09T20:28",
                "\u200F٩\u200F/٧\u200F/٢٠٢٤، ٨:٢٨ ص - Bob: x | DMY | 2024-07-09T08:28",
                "09/17/19, 4:30:10 PM – Bob: x | MDY | 2019-09-17T16:30:10",
            })
    void readsTheTimeOfEveryCountry(String line, DateOrder order, LocalDateTime time) {
        Header header = header(line);
        assertThat(header.in(order)).contains(time);
        assertThat(header.rest()).isEqualTo("Bob: x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "[11:11] <Bob> x",
                "2/11/19: Arrival",
                "2/11/19, 14:48 Bob: x",
                "[1.2.2019, 00:00 - Bob: x",
                "1.2.2019, 00:00] Bob: x",
                "1/2.2019, 00:00 - Bob: x",
                "2024-07-09T02:28:00Z\tbob\tx",
                "12345/1/2, 10:00 - Bob: x",
            })
    void otherLinesAreNone(String line) {
        assertThat(Header.of(line)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "31/2/24, 10:00 - Bob: x",
                "1/2/24, 25:00 - Bob: x",
                "1/2/24, 10:99 - Bob: x",
                "0/0/0000, 00:00 - Bob: x",
                "1/2/24, 30:00 PM - Bob: x",
            })
    void absurdTimesAreHeadsWithoutATime(String line) {
        assertThat(header(line).in(DateOrder.DMY)).isEqualTo(Optional.empty());
    }

    @Test
    void padsAndCapitalsMakeNoOtherLayout() {
        assertThat(header("09/17/19, 8:30 AM - Bob: x").layout())
                .isEqualTo(header("9/7/19, 11:30\u202Fpm - Bob: x").layout())
                .isNotEqualTo(header("9/7/2019, 11:30\u202Fpm - Bob: x").layout());
    }

    @Test
    void logsOfProgramsAreForeign() {
        assertThat(header("2024-01-01 12:00:00 - root: x").layout().isForeign()).isTrue();
        assertThat(header("[2024-01-01 12:00:00] Me: x").layout().isForeign()).isTrue();
        assertThat(header("[2024-01-01, 12:00:00] Me: x").layout().isForeign()).isFalse();
        assertThat(header("2024-01-01, 12:00 - Me: x").layout().isForeign()).isFalse();
    }
}
