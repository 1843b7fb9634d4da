package dev.understudy;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Who may know whom. Reads the classes of all three modules as they were just compiled.
class ArchitectureTest {
    private static final Path ROOT = Path.of(System.getProperty("understudy.root"));
    private static final JavaClasses CORE = module("src");
    private static final JavaClasses TRAINING = module("training");
    private static final JavaClasses BOTS = module("bots");
    private static final JavaClasses ALL = module("src", "training", "bots");

    /// One vendor and the only packages that may know it.
    private record Jail(String vendor, List<String> packages) {
        ArchRule rule() {
            return noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            packages.stream().map(ArchitectureTest::under).toArray(String[]::new))
                    .should()
                    .dependOnClassesThat(inVendor())
                    .as(vendor + " is known to " + String.join(" and ", packages) + " alone");
        }

        /// A vendor with a jail inside another's is not judged twice.
        private DescribedPredicate<JavaClass> inVendor() {
            String[] inner =
                    JAILS.stream()
                            .map(Jail::vendor)
                            .filter(other -> other.startsWith(vendor + "."))
                            .map(other -> other + "..")
                            .toArray(String[]::new);
            DescribedPredicate<JavaClass> whole = resideInAPackage(vendor + "..");
            return inner.length == 0
                    ? whole
                    : whole.and(DescribedPredicate.not(resideInAnyPackage(inner)));
        }
    }

    private static final List<Jail> JAILS =
            List.of(
                    new Jail("org.h2", List.of("archive")),
                    new Jail("org.flywaydb", List.of("archive")),
                    new Jail("org.jdbi", List.of("archive", "jobs")),
                    new Jail("java.sql", List.of("archive", "imports.imessage", "jobs")),
                    new Jail("com.github.kagkarlsson", List.of("jobs")),
                    new Jail("org.postgresql", List.of("archive.connection")),
                    new Jail("com.zaxxer", List.of("archive.connection")),
                    new Jail("org.sqlite", List.of("imports.imessage")),
                    new Jail("tools.jackson.dataformat", List.of("settings.yaml")),
                    new Jail("dev.understudy.archive.table", List.of("archive")),
                    new Jail("ai.djl.huggingface", List.of("tokenizer")),
                    new Jail("ai.djl", List.of("model", "finetune", "tokenizer")),
                    new Jail("ch.qos.logback", List.of("cli")),
                    new Jail("org.knowm", List.of("report.picture")),
                    new Jail("picocli", List.of("cli")),
                    new Jail("me.tongfei", List.of("cli")),
                    new Jail("org.jline", List.of("terminal")),
                    new Jail("net.dv8tion", List.of("discord")),
                    new Jail("io.github.bucket4j", List.of("stage.budget")),
                    new Jail("io.micrometer", List.of("cli.watch")),
                    new Jail("com.github.benmanes", List.of("stage")),
                    new Jail("dev.failsafe", List.of("clone.remote")),
                    new Jail("com.google.re2j", List.of("scrub", "stage.guard")),
                    new Jail("org.telegram", List.of("telegram")),
                    new Jail("okhttp3", List.of("discord", "telegram")),
                    new Jail("com.fasterxml.jackson.databind", List.of("telegram")),
                    new Jail("io.javalin", List.of("web")));

    private static final List<String> ADAPTERS = List.of("terminal", "discord", "telegram", "web");

    private static JavaClasses module(String... rooms) {
        List<Path> folders =
                Stream.of(rooms).map(room -> ROOT.resolve(room).resolve("target/classes")).toList();
        return new ClassFileImporter().importPaths(folders);
    }

    private static String under(String name) {
        return "dev.understudy." + name + "..";
    }

    @Test
    void readsTheClassesOfEveryModule() {
        assertThat(CORE.contain("dev.understudy.chat.Message")).isTrue();
        assertThat(BOTS.contain("dev.understudy.cli.Understudy")).isTrue();
        assertThat(ALL).hasSize(CORE.size() + TRAINING.size() + BOTS.size());
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching("dev.understudy.(**)").should().beFreeOfCycles().check(ALL);
    }

    @TestFactory
    Stream<DynamicTest> everyVendorLivesInOnePlace() {
        return JAILS.stream()
                .map(jail -> DynamicTest.dynamicTest(jail.vendor(), () -> jail.rule().check(ALL)));
    }

    @Test
    void dependenciesPointFromBotsToTrainingToCore() {
        noClasses().should().dependOnClassesThat(oneOf(TRAINING)).check(CORE);
        noClasses().should().dependOnClassesThat(oneOf(BOTS)).check(CORE);
        noClasses()
                .should()
                .dependOnClassesThat(oneOf(BOTS))
                .allowEmptyShould(true)
                .check(TRAINING);
        noClasses()
                .that()
                .resideOutsideOfPackage(under("cli"))
                .should()
                .dependOnClassesThat(oneOf(TRAINING))
                .allowEmptyShould(true)
                .because("training belongs to the command line; a bot only speaks")
                .check(BOTS);
    }

    private static DescribedPredicate<JavaClass> oneOf(JavaClasses module) {
        Set<String> names = module.stream().map(JavaClass::getName).collect(Collectors.toSet());
        return describe("in that module", type -> names.contains(type.getName()));
    }

    @TestFactory
    Stream<DynamicTest> platformsDoNotKnowEachOther() {
        return ADAPTERS.stream()
                .map(
                        adapter ->
                                DynamicTest.dynamicTest(
                                        adapter,
                                        () ->
                                                noClasses()
                                                        .that()
                                                        .resideOutsideOfPackages(
                                                                under(adapter), under("cli"))
                                                        .should()
                                                        .dependOnClassesThat()
                                                        .resideInAPackage(under(adapter))
                                                        .check(ALL)));
    }

    @Test
    void onlyTheCommandLineSpeaksToTheProcess() {
        outsideOf("cli").should().accessField(System.class, "out").check(ALL);
        outsideOf("cli").should().accessField(System.class, "err").check(ALL);
        outsideOf("cli").should().accessField(System.class, "in").check(ALL);
        outsideOf("cli").should().callMethod(System.class, "exit", int.class).check(ALL);
        outsideOf("cli").should().callMethod(Throwable.class, "printStackTrace").check(ALL);
    }

    @Test
    void timeAndChanceArePassedIn() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Random")
                .check(ALL);
        noClasses().should().callMethod(Math.class, "random").check(ALL);
        outsideOf("cli")
                .should()
                .callMethodWhere(
                        describe(
                                "the system's clock is read", call -> readsClock(call.getTarget())))
                .check(ALL);
    }

    private static boolean readsClock(AccessTarget.MethodCallTarget target) {
        String owner = target.getOwner().getName();
        boolean now =
                owner.startsWith("java.time.")
                        && target.getName().equals("now")
                        && target.getRawParameterTypes().stream()
                                .noneMatch(type -> type.getName().equals("java.time.Clock"));
        boolean systemClock =
                owner.equals("java.time.Clock") && target.getName().startsWith("system");
        return now
                || systemClock
                || target.getFullName().equals("java.time.InstantSource.system()")
                || target.getFullName().equals("java.lang.System.nanoTime()")
                || target.getFullName().equals("java.lang.System.currentTimeMillis()");
    }

    private static GivenClassesConjunction outsideOf(String name) {
        return noClasses().that().resideOutsideOfPackage(under(name));
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<String> unmarked =
                ALL.stream()
                        .map(JavaClass::getPackage)
                        .filter(ArchitectureTest::isUnmarked)
                        .map(JavaPackage::getName)
                        .collect(Collectors.toSet());
        assertThat(unmarked).as("packages without @NullMarked in package-info.java").isEmpty();
    }

    private static boolean isUnmarked(JavaPackage room) {
        return room.tryGetPackageInfo()
                .map(info -> !info.isAnnotatedWith(NullMarked.class))
                .orElse(true);
    }
}
