package dev.understudy.stage.talk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.chat.SpeakerName;
import dev.understudy.clone.Catalogue;
import dev.understudy.clone.Speaker;
import dev.understudy.clone.voice.Listener;
import dev.understudy.settings.UserError;
import dev.understudy.stage.talk.Conversation.Spoken;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class CompanyTest {
    private static final Speaker ALICE = new Speaker(SpeakerName.of("Alice"), "Alice", 30);

    private final Company company = Troupe.company(_ -> "the old one speaks");

    private static void follow(Company company, String words, String version) {
        company.follow(Troupe.voice(_ -> words, "Alice"), version);
    }

    private Spoken speak(Listener listener) {
        return company.newConversation(() -> Troupe.TUNING).speak(ALICE, () -> listener);
    }

    @Test
    void aReplyUnderWayIsFinishedByTheVersionThatBeganIt() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        Listener slow =
                _ -> {
                    begun.countDown();
                    awaited(asked);
                };
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Spoken> before = threads.submit(() -> speak(slow));
            begun.await();
            follow(company, "the new one speaks", "friends@0002");
            assertThat(company.version()).isEqualTo("friends@0002");
            assertThat(speak(Listener.NONE).turn().text()).isEqualTo("the new one speaks");
            asked.countDown();
            assertThat(before.get().turn().text()).isEqualTo("the old one speaks");
            assertThat(before.get().model()).isEqualTo("friends@0001");
        }
        Spoken after = speak(Listener.NONE);
        assertThat(after.turn().text()).isEqualTo("the new one speaks");
        assertThat(after.model()).isEqualTo("friends@0002");
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void nobodyWaitsForTheCatalogueOfTheNextVersion() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch read = new CountDownLatch(1);
        try (Company slow =
                        new Company(
                                speakers -> {
                                    if (reading.getCount() == 0) {
                                        awaited(read);
                                    }
                                    reading.countDown();
                                    return new Catalogue(speakers);
                                });
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            follow(slow, "one", "friends@0001");
            Future<?> swap = threads.submit(() -> follow(slow, "two", "friends@0002"));
            Spoken meanwhile =
                    slow.newConversation(() -> Troupe.TUNING).speak(ALICE, () -> Listener.NONE);
            assertThat(meanwhile.model()).isEqualTo("friends@0001");
            read.countDown();
            swap.get();
            assertThat(slow.version()).isEqualTo("friends@0002");
        }
    }

    @Test
    void onceItIsClosedNobodySpeaksAnyMore() {
        company.close();
        follow(company, "too late", "friends@0002");
        assertThat(company.version()).isEqualTo("none");
        assertThatThrownBy(() -> speak(Listener.NONE))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no model");
    }
}
