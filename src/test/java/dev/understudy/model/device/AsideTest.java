package dev.understudy.model.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AsideTest {
    @Test
    void theThreadHasEndedWhenTheResultIsThere() {
        Thread computed = Aside.compute(Thread::currentThread);
        assertThat(computed).isNotSameAs(Thread.currentThread());
        assertThat(computed.isVirtual()).isFalse(); // a carrier would keep its team
        assertThat(computed.isAlive()).isFalse();
    }

    @Test
    void whatIsThrownIsThrownHere() {
        IllegalStateException failure = new IllegalStateException("broken");
        assertThatThrownBy(() -> Aside.compute(() -> raise(failure))).isSameAs(failure);
        assertThatThrownBy(
                        () ->
                                Aside.compute(
                                        () -> {
                                            throw new AssertionError("worse");
                                        }))
                .isInstanceOf(AssertionError.class)
                .hasMessage("worse");
    }

    private static boolean raise(RuntimeException failure) {
        throw failure;
    }
}
