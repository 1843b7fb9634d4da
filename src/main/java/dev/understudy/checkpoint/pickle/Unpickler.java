package dev.understudy.checkpoint.pickle;

import dev.understudy.checkpoint.pickle.Pickled.Call;
import dev.understudy.checkpoint.pickle.Pickled.Global;
import dev.understudy.checkpoint.pickle.Pickled.Mapping;
import dev.understudy.checkpoint.pickle.Pickled.Nothing;
import dev.understudy.checkpoint.pickle.Pickled.Outside;
import dev.understudy.checkpoint.pickle.Pickled.Real;
import dev.understudy.checkpoint.pickle.Pickled.Sequence;
import dev.understudy.checkpoint.pickle.Pickled.Text;
import dev.understudy.checkpoint.pickle.Pickled.Truth;
import dev.understudy.checkpoint.pickle.Pickled.Tuple;
import dev.understudy.checkpoint.pickle.Pickled.Whole;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads one pickle, protocols 2 to 5, as a description of data.
///
/// Of the instructions only those that build data are known, and of Python's functions and classes
/// only the names given; the first other one ends the reading. Memory is bounded by the pickle's
/// length: no instruction makes more than one new value, and none copies one. Source: the
/// instructions are documented in Python's `pickletools.py`. One thread.
public final class Unpickler {
    private static final String ORDERED_DICT = "collections.OrderedDict";
    private static final int LONGEST_NAME = 60;

    private final ByteBuffer bytes;
    private final Set<String> allowed;
    private final List<@Nullable Pickled> stack = new ArrayList<>(); // null: a mark
    private final Map<Integer, Pickled> memo = new HashMap<>();

    private Unpickler(ByteBuffer bytes, Set<String> allowed) {
        this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
        this.allowed = allowed;
    }

    /// The value of the pickle at `bytes`, which are moved past it.
    ///
    /// Throws ForbiddenException when it names another function or class than `allowed` (such as
    /// `collections.OrderedDict`) or an instruction that runs code, IllegalArgumentException when
    /// it is damaged.
    public static Pickled read(ByteBuffer bytes, Set<String> allowed) {
        try {
            return new Unpickler(bytes, allowed).run();
        } catch (BufferUnderflowException early) {
            throw new IllegalArgumentException("a pickle in it ends early", early);
        } catch (ClassCastException
                | IndexOutOfBoundsException
                | NoSuchElementException senseless) {
            throw new IllegalArgumentException("a pickle in it makes no sense", senseless);
        }
    }

    private Pickled run() {
        while (true) {
            int code = bytes.get() & 0xff;
            if (code == '.') {
                return pop();
            }
            if (!(frames(code) || numbers(code) || texts(code) || containers(code))
                    && !(memory(code) || names(code))) {
                throw new ForbiddenException("the instruction 0x%02x".formatted(code));
            }
        }
    }

    private boolean frames(int code) {
        switch (code) {
            case 0x80 -> bytes.get(); // PROTO
            case 0x95 -> bytes.getLong(); // FRAME, a hint for readers of streams
            case '0' -> pop(); // POP
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean numbers(int code) {
        switch (code) {
            case 'N' -> stack.add(new Nothing());
            case 0x88 -> stack.add(new Truth(true));
            case 0x89 -> stack.add(new Truth(false));
            case 'J' -> stack.add(whole(bytes.getInt())); // BININT
            case 'K' -> stack.add(whole(bytes.get() & 0xff)); // BININT1
            case 'M' -> stack.add(whole(bytes.getShort() & 0xffff)); // BININT2
            case 0x8a -> stack.add(longInteger(bytes.get() & 0xff)); // LONG1
            case 'G' ->
                    stack.add(
                            new Real(Double.longBitsToDouble(Long.reverseBytes(bytes.getLong()))));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static Whole whole(long value) {
        return new Whole(BigInteger.valueOf(value));
    }

    private Whole longInteger(int length) {
        byte[] bigEndian = new byte[length];
        for (int i = length - 1; i >= 0; i--) {
            bigEndian[i] = bytes.get();
        }
        return length == 0 ? whole(0) : new Whole(new BigInteger(bigEndian));
    }

    private boolean texts(int code) {
        switch (code) {
            case 'X' -> stack.add(text(bytes.getInt())); // BINUNICODE
            case 0x8c, 'U' -> stack.add(text(bytes.get() & 0xff)); // SHORT_BINUNICODE, _BINSTRING
            default -> {
                return false;
            }
        }
        return true;
    }

    private Text text(int length) {
        if (length < 0 || length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] utf8 = new byte[length];
        bytes.get(utf8);
        return new Text(new String(utf8, StandardCharsets.UTF_8));
    }

    private boolean containers(int code) {
        switch (code) {
            case '(' -> stack.add(null); // MARK
            case ')' -> stack.add(new Tuple(List.of()));
            case 't' -> stack.add(new Tuple(popToMark()));
            case 0x85 -> stack.add(new Tuple(List.of(pop())));
            case 0x86 -> stack.add(new Tuple(reversed(pop(), pop())));
            case 0x87 -> stack.add(new Tuple(reversed(pop(), pop(), pop())));
            case ']' -> stack.add(new Sequence());
            case 'a' -> append(List.of(pop()));
            case 'e' -> append(popToMark());
            case '}' -> stack.add(new Mapping());
            case 's' -> put(reversed(pop(), pop()));
            case 'u' -> put(popToMark());
            default -> {
                return false;
            }
        }
        return true;
    }

    private static List<Pickled> reversed(Pickled... popped) {
        return List.of(popped).reversed();
    }

    private void append(List<Pickled> items) {
        ((Sequence) top()).items.addAll(items);
    }

    private void put(List<Pickled> keysAndValues) {
        Mapping mapping = (Mapping) top();
        for (int i = 0; i < keysAndValues.size(); i += 2) {
            Pickled value = keysAndValues.get(i + 1);
            if (keysAndValues.get(i) instanceof Text key) {
                mapping.entries.put(key.value(), value);
            }
        }
    }

    private boolean memory(int code) {
        switch (code) {
            case 'q' -> memo.put(bytes.get() & 0xff, top()); // BINPUT
            case 'r' -> memo.put(bytes.getInt(), top()); // LONG_BINPUT
            case 0x94 -> memo.put(memo.size(), top()); // MEMOIZE
            case 'h' -> stack.add(remembered(bytes.get() & 0xff)); // BINGET
            case 'j' -> stack.add(remembered(bytes.getInt())); // LONG_BINGET
            default -> {
                return false;
            }
        }
        return true;
    }

    private Pickled remembered(int place) {
        Pickled value = memo.get(place);
        if (value == null) {
            throw new IndexOutOfBoundsException(place);
        }
        return value;
    }

    /// Instructions by which a pickle may run code in Python.
    private boolean names(int code) {
        switch (code) {
            case 'c' -> stack.add(global(line(), line())); // GLOBAL
            case 0x93 -> { // STACK_GLOBAL
                List<Pickled> names = reversed(pop(), pop());
                stack.add(global(((Text) names.get(0)).value(), ((Text) names.get(1)).value()));
            }
            case 'R' -> reduce((Tuple) pop(), (Global) pop());
            case 'b' -> build();
            case 'Q' -> stack.add(new Outside(pop())); // BINPERSID
            case 'i' -> throw forbidden(line(), line()); // INST: the name of a class, and calls it
            case 0x82, 0x83, 0x84 -> throw new ForbiddenException("an extension by number"); // EXT
            default -> {
                return false;
            }
        }
        return true;
    }

    private Global global(String module, String name) {
        String full = module + "." + name;
        if (!allowed.contains(full)) {
            throw forbidden(module, name);
        }
        return new Global(full);
    }

    private static ForbiddenException forbidden(String module, String name) {
        String full = (module + "." + name).replaceAll("[^\\w.<>]", "?");
        return new ForbiddenException(
                full.length() > LONGEST_NAME ? full.substring(0, LONGEST_NAME) + "…" : full);
    }

    private void reduce(Tuple arguments, Global function) {
        boolean dictionary = function.name().equals(ORDERED_DICT) && arguments.items().isEmpty();
        stack.add(dictionary ? new Mapping() : new Call(function, arguments));
    }

    /// Attributes that somebody set on a dictionary are dropped; nothing else may have any.
    private void build() {
        pop();
        if (!(top() instanceof Mapping)) {
            throw new ForbiddenException("to set the state of an object");
        }
    }

    private String line() {
        StringBuilder line = new StringBuilder();
        for (char c = (char) (bytes.get() & 0xff); c != '\n'; c = (char) (bytes.get() & 0xff)) {
            line.append(c);
        }
        return line.toString();
    }

    private Pickled top() {
        return unmarked(stack.getLast());
    }

    private Pickled pop() {
        return unmarked(stack.removeLast());
    }

    private static Pickled unmarked(@Nullable Pickled value) {
        if (value == null) {
            throw new IndexOutOfBoundsException("a mark where a value should be");
        }
        return value;
    }

    private List<Pickled> popToMark() {
        int mark = stack.lastIndexOf(null);
        if (mark < 0) {
            throw new NoSuchElementException("no mark");
        }
        List<Pickled> values = new ArrayList<>();
        while (stack.size() > mark + 1) {
            values.add(pop());
        }
        stack.removeLast(); // the mark
        return values.reversed();
    }
}
