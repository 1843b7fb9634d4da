package dev.understudy.model.device;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/// The memory that the C library holds for libtorch.
public final class NativeHeap {
    private NativeHeap() {}

    /// Gives back to the system what was freed. glibc keeps freed memory below any that is still in
    /// use, for itself and for each of several heaps, of which the next model may get another: four
    /// gpt2-large after each other left 1.2 GB so, and 6.3 GB without the launcher's settings
    /// (`bench/together`). Takes milliseconds, without those settings tenths of a second, in which
    /// others wait when they need memory. Does nothing with another C library than glibc.
    @SuppressWarnings("restricted") // as the launcher allows: --enable-native-access
    public static void trim() {
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> address = linker.defaultLookup().find("malloc_trim");
        if (address.isEmpty()) {
            return;
        }
        FunctionDescriptor signature =
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG);
        try {
            int _ = (int) linker.downcallHandle(address.get(), signature).invokeExact(0L);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
