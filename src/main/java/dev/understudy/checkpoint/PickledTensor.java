package dev.understudy.checkpoint;

import dev.understudy.checkpoint.StoredTensor.Layout;
import dev.understudy.checkpoint.pickle.Pickled;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A tensor as PyTorch pickles it: some elements of a storage that is kept beside the pickle.
///
/// @param offset elements of the storage before the tensor's first
record PickledTensor(
        String name, Storage storage, long offset, List<Long> shape, List<Long> strides) {

    /// A run of numbers that tensors may share. Source: `persistent_id` in torch/serialization.py.
    ///
    /// @param count how many elements it has
    record Storage(ElementType type, String key, long count) {
        long byteSize() {
            return type.byteSize(count);
        }
    }

    private static final Map<String, ElementType> STORAGES =
            Map.of(
                    "torch.FloatStorage", ElementType.F32,
                    "torch.HalfStorage", ElementType.F16,
                    "torch.BFloat16Storage", ElementType.BF16,
                    "torch.DoubleStorage", ElementType.F64,
                    "torch.LongStorage", ElementType.I64,
                    "torch.IntStorage", ElementType.I32,
                    "torch.ShortStorage", ElementType.I16,
                    "torch.CharStorage", ElementType.I8,
                    "torch.ByteStorage", ElementType.U8,
                    "torch.BoolStorage", ElementType.BOOL);

    private static final Set<String> TENSORS =
            Set.of("torch._utils._rebuild_tensor_v2", "torch._utils._rebuild_tensor");
    private static final String PARAMETER = "torch._utils._rebuild_parameter";

    /// All that a state dict needs to name.
    static final Set<String> ALLOWED = allowed();

    private static Set<String> allowed() {
        Set<String> names = new HashSet<>(STORAGES.keySet());
        names.addAll(TENSORS);
        names.add(PARAMETER);
        names.add("collections.OrderedDict");
        return Set.copyOf(names);
    }

    PickledTensor {
        shape = List.copyOf(shape);
        strides = List.copyOf(strides);
        Layout layout = new Layout(storage.type(), shape, strides, offset);
        boolean counted =
                offset >= 0
                        && shape.size() == strides.size()
                        && shape.stream().allMatch(size -> size >= 0)
                        && strides.stream().allMatch(stride -> stride >= 0);
        if (!counted
                || layout.count() > storage.count() // so that no tensor is larger than its file
                || Math.addExact(offset, layout.span()) > storage.count()) {
            throw new Damage("the tensor " + name + " reaches past its numbers");
        }
    }

    /// Where its elements lie when its storage begins at byte `start` of the file.
    Layout layout(long start) {
        long first = Math.addExact(start, storage.type().byteSize(offset));
        return new Layout(storage.type(), shape, strides, first);
    }

    /// The tensors of a state dict, in its order; what else there is in it is left out. Throws
    /// Damage when it is none.
    static List<PickledTensor> all(Pickled state) {
        if (!(state instanceof Pickled.Mapping dictionary)) {
            throw new Damage("it holds no tensors by name");
        }
        List<PickledTensor> tensors = new ArrayList<>();
        dictionary
                .entries()
                .forEach(
                        (name, value) -> {
                            if (value instanceof Pickled.Call call) {
                                tensors.add(tensor(name, call));
                            }
                        });
        return tensors;
    }

    private static PickledTensor tensor(String name, Pickled.Call call) {
        List<Pickled> arguments = call.arguments().items();
        if (call.function().name().equals(PARAMETER)
                && !arguments.isEmpty()
                && arguments.getFirst() instanceof Pickled.Call inner) {
            arguments = inner.arguments().items();
            return tensor(name, inner.function().name(), arguments);
        }
        return tensor(name, call.function().name(), arguments);
    }

    private static PickledTensor tensor(String name, String function, List<Pickled> arguments) {
        if (TENSORS.contains(function)
                && arguments.size() >= 4
                && arguments.get(0) instanceof Pickled.Outside storage
                && arguments.get(1) instanceof Pickled.Whole offset
                && arguments.get(2) instanceof Pickled.Tuple shape
                && arguments.get(3) instanceof Pickled.Tuple strides) {
            return new PickledTensor(
                    name, storage(storage), whole(offset), wholes(shape), wholes(strides));
        }
        throw senseless();
    }

    private static Storage storage(Pickled.Outside outside) {
        if (outside.id() instanceof Pickled.Tuple id
                && id.items().size() >= 5
                && id.items().get(0) instanceof Pickled.Text kind
                && kind.value().equals("storage")
                && id.items().get(1) instanceof Pickled.Global type
                && id.items().get(2) instanceof Pickled.Text key
                && id.items().get(4) instanceof Pickled.Whole count
                && (id.items().size() == 5 || id.items().get(5) instanceof Pickled.Nothing)) {
            ElementType known = STORAGES.get(type.name());
            if (known != null && count.value().signum() >= 0) {
                return new Storage(known, key.value(), whole(count));
            }
        }
        throw senseless();
    }

    private static List<Long> wholes(Pickled.Tuple tuple) {
        return tuple.items().stream()
                .map(
                        item -> {
                            if (item instanceof Pickled.Whole whole) {
                                return whole(whole);
                            }
                            throw senseless();
                        })
                .toList();
    }

    private static long whole(Pickled.Whole whole) {
        BigInteger value = whole.value();
        return value.longValueExact();
    }

    private static Damage senseless() {
        return new Damage("its list of tensors makes no sense");
    }
}
