package dev.understudy.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.archive.Archive;
import dev.understudy.archive.live.Consent;
import dev.understudy.chat.Circle;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Platform;
import dev.understudy.chat.SpeakerName;
import dev.understudy.clone.ModelCard;
import dev.understudy.clone.Models;
import dev.understudy.clone.Speaker;
import dev.understudy.clone.remote.FakeCompletions;
import dev.understudy.clone.version.Seal;
import dev.understudy.configuration.ConfigurationFile;
import dev.understudy.model.Gpt2;
import dev.understudy.model.Gpt2Config;
import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import dev.understudy.stage.door.Finding;
import dev.understudy.tokenizer.Tokenizer;
import dev.understudy.vocabulary.VocabularyTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckupTest {
    private static final String SECRET = "123456789:AAFinvented-invented-invented-invented";
    private static final Map<String, String> TOKEN = Map.of("UNDERSTUDY_TELEGRAM_TOKEN", SECRET);
    private static final Circle FRIENDS = new Circle("friends");
    private static final String GROUP = "circles:\n  friends:\n    telegram: -42\n";

    @TempDir Path folder;
    private Home home;

    @BeforeEach
    void chooseHome() {
        home = new Home(folder.resolve("home"));
    }

    private List<Check> check(String yaml, Map<String, String> environment) throws IOException {
        Files.createDirectories(home.folder());
        Files.writeString(settings(), yaml);
        return check(environment, Map.of());
    }

    private List<Check> check(
            Map<String, String> environment, Map<Platform, Examination> examinations) {
        return new Checkup(home, new ConfigurationFile(settings()), environment, examinations)
                .run();
    }

    private Path settings() {
        return home.folder().resolve("understudy.yml");
    }

    private static List<String> told(List<Check> checks, String subject) {
        return checks.stream()
                .filter(check -> check.subject().equals(subject))
                .map(check -> check.state() + " " + check.told())
                .toList();
    }

    /// Publishes a model of two friends that has learned nothing.
    private void publishModel(Circle circle) throws IOException {
        Path checkpoint = Files.createDirectories(folder.resolve("new"));
        try (Gpt2 model = Gpt2.random(new Gpt2Config(257, 64, 8, 1, 1, 256), 1)) {
            model.save(checkpoint);
        }
        try (Tokenizer bytes =
                Tokenizer.of(VocabularyTrainer.train(List.of(), VocabularyTrainer.CHARACTERS))) {
            bytes.saveTo(checkpoint);
        }
        List<Speaker> speakers =
                List.of(
                        new Speaker(SpeakerName.of("Alice"), "Alice", 30),
                        new Speaker(SpeakerName.of("Bob"), "Bob", 20));
        new ModelCard(
                        ModelCard.FORMAT_VERSION,
                        circle,
                        speakers,
                        "test",
                        1,
                        "none",
                        Optional.empty(),
                        Map.of(),
                        Instant.EPOCH)
                .writeTo(checkpoint);
        new Models(home.model(FRIENDS.name())).publish(checkpoint);
    }

    private void agree(String name, Consent.State state) {
        try (Archive archive = Archive.open(home.archive())) {
            archive.live(FRIENDS)
                    .consents()
                    .set(
                            new Handle(Platform.TELEGRAM, "user" + name.length()),
                            name,
                            new Consent(state, Consent.How.COMMAND, Instant.EPOCH.plusSeconds(9)));
        }
    }

    @Test
    void everythingIsWellWithAModelAPlaceATokenAndConsent() throws IOException {
        publishModel(FRIENDS);
        agree("Alice", Consent.State.GRANTED);
        List<Check> checks = check(GROUP, TOKEN);
        assertThat(Check.table(checks).replace(folder.toString(), "FOLDER"))
                .containsPattern("ok +disk +[\\d,.]+ GB are free\n")
                .contains(
                        "ok       settings     FOLDER/home/understudy.yml\n",
                        "off      discord      no token in UNDERSTUDY_DISCORD_TOKEN\n",
                        "ok       telegram     the token in UNDERSTUDY_TELEGRAM_TOKEN\n",
                        "ok       data folder  FOLDER/home\n",
                        "ok       archive      0 messages of 1 circle\n",
                        "ok       friends      friends@0001 loads and plays 2\n",
                        "ok       friends      can be cloned: Alice")
                .doesNotContain("AAF");
        assertThat(Check.anyTrouble(checks)).isFalse();
    }

    @Test
    void aModelThatSomebodyEditedIsToldAndOneFromBeforeSealsIsNoTrouble() throws IOException {
        publishModel(FRIENDS);
        Path live = new Models(home.model(FRIENDS.name())).live().orElseThrow();
        Path config = live.resolve("config.json");
        String before = Files.readString(config);
        Files.writeString(config, before.replace("257", "258"));
        assertThat(Check.table(check(GROUP, TOKEN)))
                .contains("config.json is not what it was when the version came");
        Files.writeString(config, before);
        Files.delete(live.resolve(Seal.FILE));
        assertThat(told(check(GROUP, TOKEN), FRIENDS.name()))
                .anyMatch(line -> line.contains("loads and plays 2 (it is from before"));
    }

    @Test
    void aServerThatComputesIsAskedForTheLiveVersion() throws IOException {
        publishModel(FRIENDS);
        try (FakeCompletions server = new FakeCompletions()) {
            String yaml = GROUP + "engine: {remote: {url: '" + server.url() + "'}}\n";
            assertThat(told(check(yaml, TOKEN), FRIENDS.name()))
                    .contains("OK friends@0001 is served and plays 2");
            server.serving("friends@0002");
            assertThat(Check.table(check(yaml, TOKEN)))
                    .contains("The engine's server serves friends@0002, not friends@0001.");
        }
    }

    @Test
    void aNewcomerIsToldWhatToDoFirst() {
        List<Check> checks = check(Map.of(), Map.of());
        assertThat(Check.anyTrouble(checks)).isTrue();
        assertThat(Check.table(checks))
                .contains(
                        "There is no file " + settings(),
                        "-> Write one with understudy init",
                        "No platform has a token",
                        "-> Set UNDERSTUDY_DISCORD_TOKEN",
                        "none yet: the first message begins it",
                        "There is no circle");
        assertThat(home.archive().getParent()).doesNotExist();
    }

    @Test
    void aWrongSettingIsToldWithItsLineAndTheRestIsStillLookedAt() throws IOException {
        List<Check> checks = check("maners:\n", TOKEN);
        assertThat(told(checks, "settings"))
                .singleElement()
                .asString()
                .endsWith("understudy.yml:1: there is no setting maners.");
        assertThat(told(checks, "data folder")).containsExactly("OK " + home.folder());
        assertThat(told(checks, "telegram")).isEmpty();
        assertThat(Check.anyTrouble(checks)).isTrue();
    }

    @Test
    void consentDecidesWhoCanBeCloned() throws IOException {
        publishModel(FRIENDS);
        assertThat(told(check(GROUP, TOKEN), "friends"))
                .contains("TROUBLE Nobody can be cloned: nobody whom the model plays has agreed.");
        String optOut = GROUP + "    consent: opt-out\n";
        assertThat(told(check(optOut, TOKEN), "friends")).contains("OK can be cloned: Alice, Bob");
        agree("Bob", Consent.State.REFUSED);
        assertThat(told(check(optOut, TOKEN), "friends")).contains("OK can be cloned: Alice");
        assertThat(told(check(optOut + "    clones: {only: Bob}\n", TOKEN), "friends"))
                .contains("TROUBLE Nobody can be cloned: nobody whom the model plays has agreed.");
    }

    @Test
    void aCircleNeedsAPlaceAndAModelOfItsOwn() throws IOException {
        assertThat(told(check("circles:\n  friends:\n", TOKEN), "friends"))
                .containsExactly(
                        "TROUBLE It has no place: its clones are heard nowhere.",
                        "TROUBLE It has no model yet.");
        publishModel(new Circle("others"));
        assertThat(told(check(GROUP, TOKEN), "friends"))
                .singleElement()
                .asString()
                .startsWith("TROUBLE The model in ")
                .endsWith(" is another circle's.");
    }

    @Test
    void aDamagedModelIsTold() throws IOException {
        publishModel(FRIENDS);
        Path weights = home.model("friends").resolve("0001/model.safetensors");
        Files.write(weights, new byte[] {1, 2, 3});
        assertThat(told(check(GROUP, TOKEN), "friends"))
                .singleElement()
                .asString()
                .startsWith("TROUBLE ")
                .contains("model.safetensors");
    }

    @Test
    void aFolderInUseIsTold() throws IOException {
        try (Home.Lock _ = home.lock()) {
            assertThat(told(check(GROUP, TOKEN), "data folder"))
                    .containsExactly(
                            "TROUBLE "
                                    + home.folder()
                                    + " is in use by another understudy process.");
        }
    }

    @Test
    void aDamagedArchiveIsTold() throws IOException {
        Files.createDirectories(home.archive().getParent());
        Files.write(folder.resolve("home/archive/archive.mv.db"), new byte[5000]);
        assertThat(told(check(GROUP, TOKEN), "archive"))
                .singleElement()
                .asString()
                .startsWith("TROUBLE The archive");
    }

    @Test
    void aTokenFileThatOthersMayReadIsTold() throws IOException {
        Path file = Files.writeString(folder.resolve("bot.token"), SECRET);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        String yaml = GROUP + "platforms: {telegram: {token-file: ../bot.token}}\n";
        List<Check> checks = check(yaml, Map.of());
        assertThat(told(checks, "telegram"))
                .containsExactly("TROUBLE Others on this computer may read " + file + ".");
        assertThat(Check.table(checks)).contains("-> Keep it to yourself: chmod 600 " + file);
    }

    @Test
    void aPlatformIsAskedWhatIsMissingThere() throws IOException {
        Files.createDirectories(home.folder());
        Files.writeString(settings(), GROUP);
        Examination reads =
                (_, token) ->
                        token.secret().equals(SECRET)
                                ? List.of(new Finding("Privacy mode is on.", "Switch it off."))
                                : List.of();
        assertThat(Check.table(check(TOKEN, Map.of(Platform.TELEGRAM, reads))))
                .contains("trouble  telegram     Privacy mode is on.", "-> Switch it off.")
                .doesNotContain("AAF");
        Examination refused =
                (_, _) -> {
                    throw new UserError("Telegram does not know the token.", "Get a new one.");
                };
        assertThat(told(check(TOKEN, Map.of(Platform.TELEGRAM, refused)), "telegram"))
                .containsExactly("TROUBLE Telegram does not know the token.");
        assertThat(told(check(TOKEN, Map.of(Platform.TELEGRAM, (_, _) -> List.of())), "telegram"))
                .containsExactly("OK the token in UNDERSTUDY_TELEGRAM_TOKEN");
    }

    @Test
    void aPlatformWithoutAPlaceIsTold() throws IOException {
        assertThat(told(check("circles: {friends: {discord: 7}}\n", TOKEN), "telegram"))
                .containsExactly("TROUBLE No circle has a place there.");
    }

    @Test
    void aPlatformThatIsSwitchedOffIsNotAsked() throws IOException {
        String yaml = GROUP + "platforms: {telegram: {enabled: no}, discord: {enabled: yes}}\n";
        List<Check> checks = check(yaml, TOKEN);
        assertThat(told(checks, "telegram")).containsExactly("OFF switched off in the settings");
        assertThat(told(checks, "discord"))
                .containsExactly(
                        "TROUBLE platforms.discord is enabled, and there is no token for it.");
        assertThat(told(checks, "platforms")).isEmpty();
    }
}
