package dev.understudy.imports.googlechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProseDateTest {
    private static final ProseDate DATES = new ProseDate();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Friday, May 29, 2026 at 3:00:29\u202fAM UTC",
                "Friday, May 29, 2026 at 3:00:29 AM UTC",
                "Friday, May 29, 2026, 3:00:29 am UTC",
                "Friday, 29 May 2026 at 03:00:29 UTC",
                "2026年5月29日星期五 UTC 03:00:29",
                "2026年5月29日 星期五 上午3:00:29 [UTC]",
                "2026年5月29日金曜日 3:00:29 UTC",
                "2026년 5월 29일 금요일 오전 3시 0분 29초 UTC",
                "Freitag, 29. Mai 2026 um 03:00:29 UTC",
                "vendredi 29 mai 2026 à 03:00:29 UTC",
                "viernes, 29 de mayo de 2026, 3:00:29 UTC",
                "viernes, 29 de mayo de 2026 a las 3:00:29 a.\u00a0m. UTC",
                "sexta-feira, 29 de maio de 2026 às 03:00:29 UTC",
                "venerdì 29 maggio 2026 alle ore 03:00:29 UTC",
                "vrijdag 29 mei 2026 om 03:00:29 UTC",
                "piątek, 29 maja 2026 03:00:29 UTC",
                "fredag 29 maj 2026 kl. 03:00:29 UTC",
                "fredag den 29. maj 2026 kl. 03.00.29 UTC",
                "fredag 29. mai 2026 kl. 03:00:29 UTC",
                "perjantai 29. toukokuuta 2026 klo 3.00.29 UTC",
                "pátek 29. května 2026 v 3:00:29 UTC",
                "29 Mayıs 2026 Cuma 03:00:29 UTC",
                "пятница, 29 мая 2026 г. в 03:00:29 UTC",
                "пʼятниця, 29 травня 2026 р. о 03:00:29 UTC",
                "2026. május 29., péntek 3:00:29 UTC",
                "vineri, 29 mai 2026 la 03:00:29 UTC",
                "Jumat, 29 Mei 2026 pukul 03.00.29 UTC"
            })
    void aDateIsReadInManyLanguages(String prose) {
        assertThat(DATES.parse(prose)).contains(Instant.parse("2026-05-29T03:00:29Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Friday, January 1, 2021 at 12:00:00 PM UTC",
                "viernes, 1 de enero de 2021 a las 12:00:00 p.\u00a0m. UTC",
                "2021년 1월 1일 금요일 오후 12시 0분 0초 UTC"
            })
    void noonIsNotMidnight(String prose) {
        assertThat(DATES.parse(prose)).contains(Instant.parse("2021-01-01T12:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Friday",
                "Monday, May 29, 2026 at 3:00:29 AM UTC",
                "Friday, February 30, 2026 at 3:00:29 AM UTC",
                "Friday, May 29, 2026 at 25:00:29 UTC",
                "2026年13月29日 UTC 03:00:29",
                "05/06/2026 03:00:29",
                "Jimaata, Caamsaa 29, 2026 3:00:29 WD UTC"
            })
    void whatIsNoDateIsNotGuessed(String prose) {
        assertThat(DATES.parse(prose)).isEmpty();
    }
}
