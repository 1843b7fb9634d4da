package dev.understudy.model.device;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// Products in TF32 on NVIDIA's tensor cores. libtorch asks its environment once whether they are
/// wanted, and DJL offers no other way to tell it.
public final class Tf32 {
    private static final String WANTED = "TORCH_ALLOW_TF32_CUBLAS_OVERRIDE";

    private Tf32() {}

    /// Asks for them. Call it before the first model is loaded; later it has no effect.
    @SuppressWarnings("restricted") // as the launcher allows: --enable-native-access
    public static void allow() {
        Linker linker = Linker.nativeLinker();
        MemorySegment address = linker.defaultLookup().findOrThrow("setenv");
        FunctionDescriptor signature =
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_INT);
        MethodHandle setenv = linker.downcallHandle(address, signature);
        try (Arena arena = Arena.ofConfined()) {
            int refused =
                    (int)
                            setenv.invokeExact(
                                    arena.allocateFrom(WANTED), arena.allocateFrom("1"), 1);
            if (refused != 0) {
                throw new IllegalStateException("the environment has no room");
            }
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
