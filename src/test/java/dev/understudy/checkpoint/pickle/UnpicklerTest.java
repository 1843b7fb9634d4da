package dev.understudy.checkpoint.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.checkpoint.pickle.Pickled.Mapping;
import dev.understudy.checkpoint.pickle.Pickled.Sequence;
import dev.understudy.checkpoint.pickle.Pickled.Text;
import dev.understudy.checkpoint.pickle.Pickled.Whole;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Pickles describe; they never do. They are written here as text: `\xNN` is a byte, the rest is
/// itself.
class UnpicklerTest {
    private static final Set<String> ALLOWED = Set.of("collections.OrderedDict", "torch.allowed");

    private static ByteBuffer bytes(String text) {
        StringBuilder pickle = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.startsWith("\\x", i)) {
                pickle.append((char) Integer.parseInt(text.substring(i + 2, i + 4), 16));
                i += 3;
            } else {
                pickle.append(text.charAt(i) == '~' ? '\n' : text.charAt(i));
            }
        }
        return ByteBuffer.wrap(pickle.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Pickled read(String text) {
        return Unpickler.read(bytes(text), ALLOWED);
    }

    @ParameterizedTest
    @CsvSource({
        "\\x80\\x02J\\xfe\\xff\\xff\\xff., -2",
        "K\\xff., 255",
        "M\\xff\\xff., 65535",
        "\\x8a\\x00., 0",
        "\\x8a\\x01\\xff., -1",
        "\\x8a\\x09\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x01., 18446744073709551616"
    })
    void integersOfAnySize(String pickle, String value) {
        assertThat(read(pickle)).isInstanceOf(Whole.class);
        assertThat(((Whole) read(pickle)).value()).hasToString(value);
    }

    @Test
    void dictionariesListsAndWhatWasRememberedOfThem() {
        Mapping mapping =
                (Mapping) read("}q\\x00(U\\x01aK\\x07\\x8c\\x01b](K\\x01K\\x02eK\\x05Nu.");
        assertThat(mapping.entries()).containsOnlyKeys("a", "b");
        assertThat(((Sequence) mapping.entries().values().stream().toList().getLast()).items())
                .hasSize(2);
        Mapping itself = (Mapping) read("}\\x94X\\x01\\x00\\x00\\x00ah\\x00s.");
        assertThat(itself.entries().get("a")).isSameAs(itself);
    }

    @Test
    void anOrderedDictIsADictionaryWhoseAttributesAreDropped() {
        Mapping mapping =
                (Mapping) read("ccollections~OrderedDict~)RX\\x01\\x00\\x00\\x00aK\\x01s}b.");
        assertThat(mapping.entries()).containsOnlyKeys("a");
    }

    @Test
    void callsAreKeptAsNames() {
        Pickled.Call call = (Pickled.Call) read("ctorch~allowed~X\\x01\\x00\\x00\\x00aQ\\x85R.");
        assertThat(call.function().name()).isEqualTo("torch.allowed");
        Pickled.Outside outside = (Pickled.Outside) call.arguments().items().getFirst();
        assertThat(outside.id()).isEqualTo(new Text("a"));
    }

    @ParameterizedTest
    @CsvSource({
        "cos~system~X\\x02\\x00\\x00\\x00id\\x85R., os.system",
        "cposix~system~., posix.system",
        "c__builtin__~eval~., __builtin__.eval",
        "\\x8c\\x08builtins\\x8c\\x04exec\\x93., builtins.exec",
        "(X\\x02\\x00\\x00\\x00idios~system~., os.system",
        "ctorch~load~., torch.load",
        "ccollections~OrderedDict.popitem~., collections.OrderedDict.popitem",
        "ctorch.allowed~~., torch.allowed.",
        "\\x82\\x01., an extension by number",
        "\\x84\\x01\\x00\\x00\\x00., an extension by number",
        "(ctorch~allowed~o., the instruction 0x6f",
        "ctorch~allowed~)\\x81., the instruction 0x81",
        "P0~., the instruction 0x50",
        "]}b., to set the state of an object",
        "ctorch~allowed~)R}b., to set the state of an object",
        "K\\x012., the instruction 0x32",
        "c\\x1b[2J~x~., ??2J.x"
    })
    void whatWouldRunCodeIsForbiddenByName(String pickle, String named) {
        assertThatThrownBy(() -> read(pickle))
                .isInstanceOf(ForbiddenException.class)
                .hasMessage(named);
    }

    @Test
    void aLongNameIsCut() {
        assertThatThrownBy(() -> read("c" + "m".repeat(5000) + "~x~."))
                .isInstanceOf(ForbiddenException.class)
                .hasMessage("m".repeat(60) + "…");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "}",
                ".",
                "X\\xff\\xff\\xff\\xff.",
                "X\\xff\\xff\\xff\\x7fabc.",
                "t.",
                "(.",
                "u.",
                "}(K\\x01u.",
                "K\\x01(u.",
                "]K\\x01s.",
                "h\\x07.",
                "ctorch~allowed~R.",
                "K\\x01K\\x02R.",
                "K\\x01K\\x02\\x93.",
                "ctorch",
                "\\x8a\\xff\\x01."
            })
    void damageIsDamage(String pickle) {
        assertThatThrownBy(() -> read(pickle))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a pickle in it ");
    }

    @Test
    void depthCostsNoStack() {
        assertThat(read(")" + "\\x85".repeat(200_000) + ".")).isInstanceOf(Pickled.Tuple.class);
    }

    @Property(tries = 5000)
    void anyBytesAreReadForbiddenOrDamaged(@ForAll byte[] pickle) {
        try {
            Unpickler.read(ByteBuffer.wrap(pickle), ALLOWED);
        } catch (IllegalArgumentException | ForbiddenException expected) {
            assertThat(expected.getMessage()).isNotBlank();
        }
    }
}
