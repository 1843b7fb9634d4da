package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The house rules of CONTRIBUTING.md that a program can check, over every file in the repository.
class HouseRulesTest {
    private static final Path ROOT = Path.of(System.getProperty("understudy.root"));
    private static final int MAX_FILE_LINES = 400;
    private static final int MAX_METHOD_LINES = 40;
    private static final int MAX_PARAMETERS = 5;
    private static final int MAX_COLUMNS = 100;
    private static final int MAX_FILES_IN_PACKAGE = 12;
    private static final long MAX_FILE_BYTES = 250_000;

    /// Straight lines that are read top to bottom, up to 120 lines: the training loop, the forward
    /// pass.
    private static final Set<String> LONG_METHODS = Set.of("Trainer.run");

    private static final Pattern BANNED_PACKAGE =
            Pattern.compile("/(utils?|common|helpers?|misc|impl)/");
    private static final Pattern BANNED_CLASS =
            Pattern.compile("(Utils?|Helpers?|Impl|Manager|Misc)\\.java$");
    private static final Pattern UNFINISHED =
            Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");
    private static final Pattern STAR_IMPORT = Pattern.compile("^import .*\\*;|^import module ");
    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN ([A-Z]+ )*PRIVATE" + " KEY-----");
    private static final Pattern MACHINE_PATH =
            Pattern.compile("(^|[^\\w./}~-])/(home|Users|root|work)/\\w");
    private static final Pattern SLEEP = Pattern.compile("Thread\\.sleep\\(|@Disab" + "led\\b");

    private static List<Path> files = List.of();

    @BeforeAll
    static void listFiles() throws IOException {
        files = Files.exists(ROOT.resolve(".git")) ? filesInGit() : filesInFolder();
        assertThat(files).contains(ROOT.resolve("pom.xml"));
    }

    private static List<Path> filesInGit() throws IOException {
        ProcessBuilder git =
                new ProcessBuilder("git", "ls-files", "-z", "-co", "--exclude-standard");
        Process process = git.directory(ROOT.toFile()).start();
        try (InputStream names = process.getInputStream()) {
            return Stream.of(new String(names.readAllBytes(), StandardCharsets.UTF_8).split("\0"))
                    .map(ROOT::resolve)
                    .filter(Files::isRegularFile)
                    .toList();
        }
    }

    private static List<Path> filesInFolder() throws IOException {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !ROOT.relativize(file).toString().matches("(.*/)?target/.*"))
                    .toList();
        }
    }

    @Test
    void packagesAndClassesAreNamedForWhatTheyAre() {
        assertThat(files)
                .noneMatch(file -> BANNED_PACKAGE.matcher(name(file)).find())
                .noneMatch(file -> BANNED_CLASS.matcher(name(file)).find());
    }

    @Test
    void packagesAreSmallAndShallow() {
        Map<Path, Integer> sizes = new TreeMap<>();
        mainJava()
                .filter(file -> !file.endsWith("package-info.java"))
                .forEach(file -> sizes.merge(file.getParent(), 1, Integer::sum));
        assertThat(sizes).isNotEmpty();
        sizes.forEach(
                (folder, count) -> {
                    assertThat(count)
                            .as("files in %s", folder)
                            .isLessThanOrEqualTo(MAX_FILES_IN_PACKAGE);
                    String inside =
                            name(folder).replaceFirst("^\\w+/main/java/dev/understudy/", "");
                    assertThat(inside.split("/"))
                            .as("levels of %s", folder)
                            .hasSizeLessThanOrEqualTo(2);
                });
    }

    @Test
    void linesAreFewAndShort() throws IOException {
        List<String> wrong = new ArrayList<>();
        forEachLineOf(
                java(),
                (place, line) -> {
                    if (line.length() > MAX_COLUMNS || line.contains("\t")) {
                        wrong.add(place);
                    }
                });
        for (Path file : java().toList()) {
            if (Files.readAllLines(file).size() > MAX_FILE_LINES) {
                wrong.add(name(file) + " has more than " + MAX_FILE_LINES + " lines");
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void nothingIsUnfinishedStarredAsleepOrSwitchedOff() throws IOException {
        List<String> wrong = new ArrayList<>();
        forEachLineOf(
                java(),
                (place, line) -> {
                    if (UNFINISHED.matcher(line).find()
                            || STAR_IMPORT.matcher(line).find()
                            || SLEEP.matcher(line).find()) {
                        wrong.add(place + ": " + line.strip());
                    }
                });
        assertThat(wrong).isEmpty();
    }

    @Test
    void methodsAreShortAndTakeFewParameters() throws IOException {
        List<String> wrong = new ArrayList<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager sources =
                compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            JavacTask task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    sources,
                                    null,
                                    List.of("-proc:none"),
                                    null,
                                    sources.getJavaFileObjectsFromPaths(mainJava().toList()));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            int methods = 0;
            for (CompilationUnitTree unit : task.parse()) {
                MethodRules rules = new MethodRules(unit, positions, wrong);
                rules.scan(unit, null);
                methods += rules.seen;
            }
            assertThat(methods).isGreaterThan(100);
        }
        assertThat(wrong).isEmpty();
    }

    /// Counts lines and parameters of methods; a record's header may be as wide as its data.
    private static final class MethodRules extends TreeScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<String> wrong;
        private boolean inRecord;
        private int seen;

        MethodRules(CompilationUnitTree unit, SourcePositions positions, List<String> wrong) {
            this.unit = unit;
            this.positions = positions;
            this.wrong = wrong;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            boolean outer = inRecord;
            inRecord = type.getKind() == Tree.Kind.RECORD;
            super.visitClass(type, null);
            inRecord = outer;
            return null;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            seen++;
            long first = line(positions.getStartPosition(unit, method));
            long lines = line(positions.getEndPosition(unit, method)) - first + 1;
            String type = Path.of(unit.getSourceFile().getName()).getFileName().toString();
            String name = type.replace(".java", ".") + method.getName();
            if (lines > (LONG_METHODS.contains(name) ? 120 : MAX_METHOD_LINES)) {
                wrong.add(name + ":" + first + " has " + lines + " lines");
            }
            boolean header = inRecord && method.getName().contentEquals("<init>");
            if (!header && method.getParameters().size() > MAX_PARAMETERS) {
                wrong.add(
                        name + ":" + first + " takes " + method.getParameters().size() + " values");
            }
            return super.visitMethod(method, null);
        }

        private long line(long position) {
            return unit.getLineMap().getLineNumber(position);
        }
    }

    @Test
    void nothingLargeSecretOrLocalIsKept() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path file : files) {
            if (Files.size(file) > MAX_FILE_BYTES) {
                wrong.add(name(file) + " has " + Files.size(file) + " bytes");
                continue;
            }
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            if (PRIVATE_KEY.matcher(text).find()) {
                wrong.add(name(file) + " holds a private key");
            }
            MACHINE_PATH
                    .matcher(text)
                    .results()
                    .forEach(
                            found ->
                                    wrong.add(
                                            name(file)
                                                    + " names a path of one machine: "
                                                    + found.group()));
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void javaIsStartedWithTheSameFlagsEverywhere() throws IOException {
        for (String flag :
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow")) {
            assertThat(List.of("understudy", "package/run", "pom.xml"))
                    .allSatisfy(file -> assertThat(ROOT.resolve(file)).content().contains(flag));
        }
    }

    private static Stream<Path> java() {
        return files.stream().filter(file -> file.toString().endsWith(".java"));
    }

    private static Stream<Path> mainJava() {
        return java().filter(file -> name(file).matches("\\w+/main/java/.*"));
    }

    private static String name(Path file) {
        return ROOT.relativize(file).toString().replace('\\', '/');
    }

    private static void forEachLineOf(Stream<Path> files, BiConsumer<String, String> sink)
            throws IOException {
        for (Path file : files.toList()) {
            int number = 0;
            for (String line : Files.readAllLines(file)) {
                number++;
                sink.accept(name(file) + ":" + number, line);
            }
        }
    }
}
