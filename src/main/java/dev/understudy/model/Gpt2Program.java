package dev.understudy.model;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import dev.understudy.settings.NativeLibraries;
import dev.understudy.settings.UserError;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// The TorchScript program `gpt2.py`, loaded into libtorch, and the two ways to call it.
///
/// The archive is what `torch.jit.save` would write for a module without parameters: a pickle that
/// names the class, no constants, and the source. The weights are arguments. One thread.
final class Gpt2Program implements AutoCloseable {
    static {
        NativeLibraries.prepare();
        // The profiling executor rewrites the graph on the first calls, which costs seconds and
        // changes rounding between them; plain interpretation is as fast for this program.
        System.setProperty("ai.djl.pytorch.graph_optimizer", "false");
    }

    private final PtNDManager manager;
    private final PtSymbolBlock module;

    private Gpt2Program(PtNDManager manager, PtSymbolBlock module) {
        this.manager = manager;
        this.module = module;
    }

    /// Starts libtorch if need be and loads the program into it. Throws UserError when the native
    /// library cannot be loaded.
    static Gpt2Program load() {
        try {
            Engine engine = Engine.getEngine("PyTorch");
            return load((PtNDManager) engine.newBaseManager(Device.cpu()));
        } catch (EngineException unavailable) {
            throw new UserError(
                    "PyTorch's native library could not be loaded: " + rootMessage(unavailable),
                    "Check that " + NativeLibraries.folder() + " is writable, with 500 MB free.",
                    unavailable);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Gpt2Program load(PtNDManager manager) throws IOException {
        try {
            InputStream archive = new ByteArrayInputStream(archive());
            return new Gpt2Program(manager, JniUtils.loadModule(manager, archive, false, false));
        } catch (IOException | RuntimeException | Error unusable) {
            manager.close();
            throw unusable;
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
    NDManager manager() {
        return manager;
    }

    /// Calls `method` without recording gradients. The caller closes the result.
    IValue infer(String method, IValue... arguments) {
        JniUtils.setGraphExecutorOptimize(false);
        return IValueUtils.runMethod(module, method, arguments);
    }

    /// Calls `method`, which records its own gradients; arrays named `x[]` arrive as a list. The
    /// result belongs to the scope of the first argument.
    NDArray train(String method, NDList arguments) {
        JniUtils.setGraphExecutorOptimize(false);
        NDManager scope = arguments.get(0).getManager();
        try (NDArray name = scope.create(0)) {
            name.setName("module_method:" + method);
            arguments.add(name);
            return IValueUtils.forward(module, arguments, true).singletonOrThrow();
        }
    }

    /// `arrays` as one list argument, to be kept and closed by the caller.
    static IValue listOf(List<NDArray> arrays) {
        return IValue.listFrom(arrays.toArray(PtNDArray[]::new));
    }

    /// `values` as an int64 argument of shape `(rows, length)`, owned by `scope`.
    static NDArray ids(NDManager scope, long[] values, int rows, int length) {
        return scope.create(values, new Shape(rows, length));
    }

    /// An uninitialised float32 array.
    NDArray empty(long... shape) {
        return manager.create(new Shape(shape), DataType.FLOAT32);
    }

    private static byte[] archive() throws IOException {
        byte[] source;
        try (InputStream resource = Gpt2Program.class.getResourceAsStream("gpt2.py")) {
            source = Objects.requireNonNull(resource, "gpt2.py is part of the jar").readAllBytes();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setMethod(ZipOutputStream.STORED);
            put(zip, "data.pkl", modulePickle());
            put(zip, "constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'}); // an empty tuple
            put(zip, "version", ascii("10\n"));
            put(zip, "byteorder", ascii("little"));
            put(zip, "code/__torch__.py", source);
        }
        return bytes.toByteArray();
    }

    /// `__torch__.Gpt2()` with `training = False`, in pickle protocol 2.
    private static byte[] modulePickle() throws IOException {
        ByteArrayOutputStream pickle = new ByteArrayOutputStream();
        pickle.write(new byte[] {(byte) 0x80, 2}); // PROTO 2
        pickle.write(ascii("c__torch__\nGpt2\n")); // GLOBAL
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
        ZipEntry entry = new ZipEntry("gpt2/" + name);
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
