package dev.understudy.model.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.junit.jupiter.api.Test;

class Tf32Test {
    /// As libtorch reads it: Java's own view of the environment does not change.
    @SuppressWarnings("restricted")
    @Test
    void nativeCodeSeesTheWish() throws Throwable {
        Tf32.allow();
        Linker linker = Linker.nativeLinker();
        MethodHandle getenv =
                linker.downcallHandle(
                        linker.defaultLookup().findOrThrow("getenv"),
                        FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment found =
                    (MemorySegment)
                            getenv.invokeExact(
                                    arena.allocateFrom("TORCH_ALLOW_TF32_CUBLAS_OVERRIDE"));
            assertThat(found.reinterpret(2).getString(0)).isEqualTo("1");
        }
    }
}
