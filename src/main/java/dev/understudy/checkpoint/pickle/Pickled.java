package dev.understudy.checkpoint.pickle;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A value that a pickle describes. Only described: a call is kept as the name of a function and
/// its arguments.
///
/// A pickle may build structures that contain themselves: walk them only as deep as the format you
/// read asks for.
public sealed interface Pickled {

    /// Python's `None`.
    record Nothing() implements Pickled {}

    /// `True` or `False`.
    record Truth(boolean value) implements Pickled {}

    /// An integer of any size.
    record Whole(BigInteger value) implements Pickled {}

    /// A float.
    record Real(double value) implements Pickled {}

    /// A string.
    record Text(String value) implements Pickled {}

    /// A function or class, by module and name; one of those that are allowed.
    record Global(String name) implements Pickled {}

    /// What `function(*arguments)` would return if somebody called it.
    record Call(Global function, Tuple arguments) implements Pickled {}

    /// Something kept outside the pickle, by its identifier.
    record Outside(Pickled id) implements Pickled {}

    /// A tuple.
    record Tuple(List<Pickled> items) implements Pickled {
        public Tuple {
            items = List.copyOf(items);
        }
    }

    /// A list, which later instructions may lengthen.
    final class Sequence implements Pickled {
        final List<Pickled> items = new ArrayList<>();

        /// What is in it.
        public List<Pickled> items() {
            return List.copyOf(items);
        }
    }

    /// A `dict` or `OrderedDict`, which later instructions may add to. Entries whose keys are not
    /// strings are left out.
    final class Mapping implements Pickled {
        final Map<String, Pickled> entries = new LinkedHashMap<>();

        /// What is in it, in its order.
        public Map<String, Pickled> entries() {
            return entries;
        }
    }
}
