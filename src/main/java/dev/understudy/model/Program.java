package dev.understudy.model;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import dev.understudy.model.device.ComputeDevice;
import dev.understudy.settings.NativeLibraries;
import dev.understudy.settings.UserError;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/// A TorchScript program, loaded into libtorch: a class whose methods are called by name.
///
/// The archive is what `torch.jit.save` would write for a module without parameters: a pickle that
/// names the class, no constants, and the source. Weights are arguments. One thread.
public final class Program implements AutoCloseable {
    static {
        NativeLibraries.prepare();
        // The profiling executor rewrites the graph on the first calls, which costs seconds and
        // changes rounding between them; plain interpretation is as fast for this program.
        System.setProperty("ai.djl.pytorch.graph_optimizer", "false");
    }

    private final PtNDManager manager;
    private final PtSymbolBlock module;

    private Program(PtNDManager manager, PtSymbolBlock module) {
        this.manager = manager;
        this.module = module;
    }

    /// Starts libtorch if need be and loads class `name` from `source` into it. Throws UserError
    /// when the native library cannot be loaded.
    public static Program load(String source, String name) {
        return load(source, name, ComputeDevice.CPU);
    }

    /// The same on another device.
    public static Program load(String source, String name, ComputeDevice device) {
        @Nullable PtNDManager manager = null;
        try {
            Engine engine = Engine.getEngine("PyTorch");
            manager = (PtNDManager) engine.newBaseManager(device.djl());
            InputStream archive = new ByteArrayInputStream(archive(source, name));
            return new Program(manager, JniUtils.loadModule(manager, archive, false, false));
        } catch (EngineException unavailable) {
            if (manager != null) {
                manager.close();
            }
            throw new UserError(
                    "PyTorch's native library could not be loaded: " + rootMessage(unavailable),
                    "Check that " + NativeLibraries.folder() + " is writable, with 500 MB free.",
                    unavailable);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /// The text of a program that lies beside `owner` in its jar.
    public static String source(Class<?> owner, String file) {
        try (InputStream resource = owner.getResourceAsStream(file)) {
            return new String(
                    Objects.requireNonNull(resource, "part of the jar").readAllBytes(),
                    StandardCharsets.UTF_8);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static String rootMessage(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    /// The scope that owns everything of this program; closed with it.
    public PtNDManager manager() {
        return manager;
    }

    /// Calls `method` without recording gradients. An argument is an [IValue], which stays the
    /// caller's, or a long, double or boolean. The caller closes the result.
    public IValue call(String method, Object... arguments) {
        JniUtils.setGraphExecutorOptimize(false);
        List<IValue> made = new ArrayList<>();
        IValue[] values = new IValue[arguments.length];
        try {
            for (int i = 0; i < values.length; i++) {
                if (arguments[i] instanceof IValue value) {
                    values[i] = value;
                } else {
                    values[i] = scalar(arguments[i]);
                    made.add(values[i]);
                }
            }
            return IValueUtils.runMethod(module, method, values);
        } finally {
            made.forEach(IValue::close);
        }
    }

    /// Calls a method for what it does to its arguments.
    public void run(String method, Object... arguments) {
        call(method, arguments).close();
    }

    private static IValue scalar(Object argument) {
        return switch (argument) {
            case Long number -> IValue.from(number);
            case Integer number -> IValue.from((long) number);
            case Double number -> IValue.from(number);
            case Boolean flag -> IValue.from(flag);
            default -> throw new IllegalArgumentException(argument.getClass() + " as argument");
        };
    }

    /// `arrays` as one list argument, to be kept and closed by the caller.
    public static IValue listOf(List<NDArray> arrays) {
        return IValue.listFrom(arrays.toArray(PtNDArray[]::new));
    }

    /// `values` as an int64 argument of shape `(rows, length)`, to be closed by the caller.
    public IValue ids(long[] values, int rows, int length) {
        // DJL's array lies in a Java buffer that is collected with it; its copy is libtorch's own.
        try (NDArray array = manager.create(values, new Shape(rows, length));
                NDArray copy = array.duplicate()) {
            return IValue.from((PtNDArray) copy);
        }
    }

    private static byte[] archive(String source, String name) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setMethod(ZipOutputStream.STORED);
            put(zip, "data.pkl", modulePickle(name));
            put(zip, "constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'}); // an empty tuple
            put(zip, "version", ascii("10\n"));
            put(zip, "byteorder", ascii("little"));
            put(zip, "code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    /// `__torch__.NAME()` with `training = False`, in pickle protocol 2.
    private static byte[] modulePickle(String name) throws IOException {
        ByteArrayOutputStream pickle = new ByteArrayOutputStream();
        pickle.write(new byte[] {(byte) 0x80, 2}); // PROTO 2
        pickle.write(ascii("c__torch__\n" + name + "\n")); // GLOBAL
        pickle.write(new byte[] {')', (byte) 0x81}); // EMPTY_TUPLE NEWOBJ
        pickle.write(new byte[] {'}', '(', 'X', 8, 0, 0, 0}); // EMPTY_DICT MARK BINUNICODE 8
        pickle.write(ascii("training"));
        pickle.write(new byte[] {(byte) 0x89, 'u', 'b', '.'}); // NEWFALSE SETITEMS BUILD STOP
        return pickle.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry("program/" + name);
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        entry.setSize(bytes.length);
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    @Override
    public void close() {
        module.close();
        manager.close();
    }
}
