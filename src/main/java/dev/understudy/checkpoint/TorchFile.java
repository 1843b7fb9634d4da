package dev.understudy.checkpoint;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.understudy.checkpoint.StoredZip.Member;
import dev.understudy.checkpoint.pickle.ForbiddenException;
import dev.understudy.checkpoint.pickle.Pickled;
import dev.understudy.checkpoint.pickle.Unpickler;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// What `torch.save` makes of a state dict: `pytorch_model.bin`. Since PyTorch 1.6 a zip archive of
/// a pickle and one member for each storage, before that a row of pickles with the storages after
/// them. Source: torch/serialization.py, `_save` and `_legacy_save`.
///
/// The pickles are read as data, so that a file from a stranger can do no harm.
final class TorchFile implements Tensors {
    /// The list of gpt2-xl's tensors has 60 KB.
    private static final int MAX_PICKLE_BYTES = 1 << 24;

    private static final byte[] ZIP = {'P', 'K', 3, 4};

    /// The first bytes of a pickled integer of ten bytes, in protocol 2.
    private static final byte[] LEGACY = {(byte) 0x80, 2, (byte) 0x8a, 10};

    private static final BigInteger LEGACY_MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);

    private final MappedFile file;
    private final SequencedMap<String, StoredTensor> entries = new LinkedHashMap<>();

    private TorchFile(MappedFile file) {
        this.file = file;
        if (file.beginsWith(ZIP)) {
            readZip(new StoredZip(file).members());
        } else if (file.beginsWith(LEGACY)) {
            readLegacy();
        } else {
            throw new Damage("it is no file of torch.save");
        }
        if (entries.isEmpty()) {
            throw new Damage("it holds no tensors by name");
        }
    }

    /// Opens `path`. Throws UserError when it is missing, damaged, or asks for code to be run.
    static TorchFile open(Path path) {
        try {
            return MappedFile.open(path, TorchFile::new);
        } catch (ForbiddenException forbidden) {
            throw new UserError(
                    "%s is refused: it asks for %s, which weights never need. Nothing was run."
                            .formatted(path, forbidden.getMessage()),
                    "Take the model from a source you trust, as safetensors if it has them.",
                    forbidden);
        } catch (IOException | Damage | IllegalArgumentException | ArithmeticException damage) {
            throw Damage.of(path, damage);
        }
    }

    private void readZip(Map<String, Member> members) {
        Map.Entry<String, Member> list =
                members.entrySet().stream()
                        .filter(member -> member.getKey().matches("[^/]*/data\\.pkl"))
                        .findFirst()
                        .orElseThrow(() -> new Damage("it is a zip archive of something else"));
        String root = list.getKey().substring(0, list.getKey().indexOf('/') + 1);
        Member order = members.get(root + "byteorder");
        if (order != null && !US_ASCII.decode(map(order)).toString().equals("little")) {
            throw new Damage("its numbers are not little-endian");
        }
        Pickled state = read(map(list.getValue()));
        for (PickledTensor tensor : PickledTensor.all(state)) {
            Member bytes = members.get(root + "data/" + tensor.storage().key());
            if (bytes == null || bytes.size() != tensor.storage().byteSize()) {
                throw new Damage("the numbers of the tensor " + tensor.name() + " are not in it");
            }
            add(tensor, bytes.offset());
        }
    }

    private ByteBuffer map(Member member) {
        if (member.size() > MAX_PICKLE_BYTES) {
            throw new Damage("its list of tensors claims to have " + member.size() + " bytes");
        }
        return file.map(member.offset(), (int) member.size());
    }

    private void readLegacy() {
        ByteBuffer bytes = file.map(0, (int) Math.min(file.size(), MAX_PICKLE_BYTES));
        boolean known =
                read(bytes) instanceof Pickled.Whole magic
                        && magic.value().equals(LEGACY_MAGIC)
                        && read(bytes) instanceof Pickled.Whole // the version, 1001 ever since
                        && read(bytes) instanceof Pickled.Mapping system
                        && system.entries().get("little_endian") instanceof Pickled.Truth little
                        && little.value();
        if (!known) {
            throw new Damage("it is no file of torch.save on a little-endian machine");
        }
        List<PickledTensor> tensors = PickledTensor.all(read(bytes));
        if (!(read(bytes) instanceof Pickled.Sequence keys)) {
            throw new Damage("the list of its numbers is damaged");
        }
        Map<String, Long> starts = starts(keys.items(), tensors, bytes.position());
        for (PickledTensor tensor : tensors) {
            Long start = starts.get(tensor.storage().key());
            if (start == null) {
                throw new Damage("the numbers of the tensor " + tensor.name() + " are not in it");
            }
            add(tensor, start);
        }
    }

    /// Where each storage begins: they follow each other, each after its number of elements.
    private Map<String, Long> starts(
            List<Pickled> keys, List<PickledTensor> tensors, long afterPickles) {
        Map<String, PickledTensor.Storage> storages = new HashMap<>();
        for (PickledTensor tensor : tensors) {
            storages.merge(tensor.storage().key(), tensor.storage(), TorchFile::same);
        }
        Map<String, Long> starts = new HashMap<>();
        long next = afterPickles;
        for (Pickled key : keys) {
            PickledTensor.Storage storage =
                    key instanceof Pickled.Text text ? storages.get(text.value()) : null;
            if (storage == null || file.map(next, Long.BYTES).getLong() != storage.count()) {
                throw new Damage("the list of its numbers is damaged");
            }
            starts.put(storage.key(), next + Long.BYTES);
            next += Long.BYTES + storage.byteSize();
        }
        return starts;
    }

    private static PickledTensor.Storage same(PickledTensor.Storage a, PickledTensor.Storage b) {
        if (!a.equals(b)) {
            throw new Damage("the list of its numbers is damaged");
        }
        return a;
    }

    private static Pickled read(ByteBuffer bytes) {
        return Unpickler.read(bytes, PickledTensor.ALLOWED);
    }

    private void add(PickledTensor tensor, long start) {
        file.requireInside(start, tensor.storage().byteSize());
        entries.put(tensor.name(), new StoredTensor(tensor.name(), file, tensor.layout(start)));
    }

    @Override
    public Path file() {
        return file.path();
    }

    @Override
    public SequencedMap<String, StoredTensor> entries() {
        return Collections.unmodifiableSequencedMap(entries);
    }

    @Override
    public void close() {
        file.close();
    }
}
