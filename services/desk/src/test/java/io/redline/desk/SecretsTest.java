package io.redline.desk;

import static io.redline.desk.DeskFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redline.runtime.AvroJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The secrets of channels stand in no answer, in no file and not on the topic. */
class SecretsTest {

    private static final String SECRET = "whsec_b3Blbi1zZXNhbWUtb3Blbi1zZXNhbWU=";
    private static final String PATH = "services/T0/B0/opensesameopensesame";
    private static final String CHANNELS =
            "\"channels\":[{\"type\":\"webhook\",\"url\":\"https://a.example\",\"secret\":\"" + SECRET
                    + "\"},{\"type\":\"slack\",\"url\":\"https://hooks.slack.example/" + PATH + "\"}]";
    private static final String WATCH = "{\"id\":\"w\",\"name\":\"W\"," + CHANNELS + "}";

    private DeskFixture desk;
    private Path directory;

    @BeforeEach
    void open(@TempDir Path directory) {
        this.directory = directory;
        desk = DeskFixture.in(directory);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void noAnswerTellsASecret() throws Exception {
        String answers = desk.send("POST", "/api/watches", WATCH).body()
                + desk.send("PUT", "/api/watches/w", WATCH).body()
                + desk.send("POST", "/api/watches/preview", "{\"name\":\"D\"," + CHANNELS + ",\"on\":[]}")
                        .body();
        for (String path : List.of(
                "/api/watches",
                "/api/watches/w",
                "/api/watches/export",
                "/api/watches/export?format=csv",
                "/api/audit",
                "/api/deliveries",
                "/metrics")) {
            answers += desk.get(path).body();
        }
        assertThat(answers).contains("whsec_***", "https://hooks.slack.example/***");
        assertThat(answers).doesNotContain(SECRET, PATH, "enc:v1:");
    }

    @Test
    void noFileHoldsASecret() throws Exception {
        desk.send("POST", "/api/watches", WATCH);
        desk.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(text(file)).as(file.toString()).doesNotContain(SECRET, PATH);
            }
        }
        assertThat(text(directory.resolve("desk/watches.sqlite"))).contains("enc:v1:");
        desk = DeskFixture.in(directory);
    }

    @Test
    void aMaskKeepsTheSecretAndWhatIsChangedIsNamed() throws Exception {
        desk.send("POST", "/api/watches", WATCH);
        ObjectNode shown = (ObjectNode) json(desk.get("/api/watches/w"));
        desk.send("PUT", "/api/watches/w", shown.put("name", "Another").toString());
        JsonNode stored = AvroJson.read(desk.model.watches().newest("w").orElseThrow());
        assertThat(stored.at("/channels/0/secret").asText()).startsWith("enc:v1:");
        assertThat(stored.at("/channels/1/url").asText()).startsWith("https://hooks.slack.example/enc:v1:");
        assertThat(json(desk.get("/api/audit?action=watch.changed"))
                        .at("/items/0/detail")
                        .asText())
                .isEqualTo("Changed: name.");
    }

    @Test
    void aSecretCanBeTheNameOfAVariable() throws Exception {
        String named = WATCH.replace(SECRET, "env:REDLINE_SECRET_DESK")
                .replace("https://hooks.slack.example/" + PATH, "env:REDLINE_SECRET_SLACK");
        JsonNode watch = json(desk.send("POST", "/api/watches", named));
        assertThat(watch.at("/channels/0/secret").asText()).isEqualTo("env:REDLINE_SECRET_DESK");
        assertThat(watch.at("/channels/1/url").asText()).isEqualTo("env:REDLINE_SECRET_SLACK");
        for (String other : List.of("env:REDLINE_API_TOKENS", "env:PATH", "env:")) {
            assertThat(desk.send("POST", "/api/watches", WATCH.replace(SECRET, other))
                            .statusCode())
                    .as(other)
                    .isEqualTo(400);
        }
    }

    @Test
    void withoutAKeyASecretIsRefusedAndAWatchWithoutOneTaken(@TempDir Path other) throws Exception {
        desk.close();
        desk = DeskFixture.in(other, "REDLINE_SECRETS_KEY", "");
        JsonNode refusal = json(desk.send("POST", "/api/watches", WATCH));
        assertThat(refusal.path("status").asInt()).isEqualTo(400);
        assertThat(refusal.path("detail").asText()).contains("REDLINE_SECRETS_KEY", "env:REDLINE_SECRET_");
        assertThat(refusal.toString()).doesNotContain(SECRET);
        assertThat(desk.send(
                                "POST",
                                "/api/watches",
                                "{\"name\":\"W\",\"channels\":[{\"type\":\"webhook\",\"url\":\"https://a.example\"}]}")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void aWatchWithASecretThatDoesNotOpenIsNotStored() throws Exception {
        desk.send("POST", "/api/watches", WATCH);
        ObjectNode shown = (ObjectNode) json(desk.get("/api/watches/w"));
        String before = desk.model.watches().newest("w").orElseThrow();
        desk.close();
        for (String key : List.of(
                "",
                Base64.getEncoder()
                        .encodeToString("another-key-of-thirty-two-bytes!".getBytes(StandardCharsets.US_ASCII)))) {
            desk = DeskFixture.in(directory, "REDLINE_SECRETS_KEY", key);
            JsonNode refusal = json(desk.send(
                    "PUT", "/api/watches/w", shown.put("name", "Another").toString()));
            assertThat(refusal.path("status").asInt()).isEqualTo(400);
            assertThat(refusal.path("detail").asText())
                    .contains("channels[0].secret", "REDLINE_SECRETS_KEY")
                    .doesNotContain("enc:v1:", "whsec_");
            assertThat(desk.model.watches().newest("w")).contains(before);
            desk.close();
        }
        desk = DeskFixture.in(directory);
        assertThat(desk.opened("w").getChannels().get(0).getSecret()).isEqualTo(SECRET);
    }

    @Test
    void nobodySendsASealedSecret() throws Exception {
        desk.send("POST", "/api/watches", WATCH);
        JsonNode stored = AvroJson.read(desk.model.watches().newest("w").orElseThrow());
        String secret = stored.at("/channels/0/secret").asText();
        String path = stored.at("/channels/1/url").asText().substring("https://hooks.slack.example/".length());
        for (String sealed : List.of(
                WATCH.replace(SECRET, secret),
                WATCH.replace(PATH, path),
                WATCH.replace("https://hooks.slack.example/" + PATH, "https://elsewhere.example/" + secret))) {
            JsonNode refusal = json(desk.send("PUT", "/api/watches/w", sealed));
            assertThat(refusal.path("status").asInt()).isEqualTo(400);
            assertThat(refusal.path("detail").asText()).contains("is sealed", "REDLINE_SECRETS_KEY");
        }
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
