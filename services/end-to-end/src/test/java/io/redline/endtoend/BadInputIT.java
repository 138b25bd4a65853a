package io.redline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redline.runtime.AvroJson;
import io.redline.runtime.KafkaSettings;
import io.redline.runtime.Settings;
import io.redline.schemas.Topics;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong gets a clear answer, and nothing beside it is lost. */
class BadInputIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String GOOD = "{\"id\":\"urn:bad:good-%s\",\"headline\":\"A good one\"}";
    private static final int TOO_LONG = 20 * 1024 * 1024;

    private final TestSystem system = TestSystem.shared();

    static Stream<Arguments> badLines() {
        return Stream.of(
                Arguments.of("broken JSON", bytes("{\"id\":\"urn:bad:1\","), "not JSON"),
                Arguments.of("not an object", bytes("[1,2]"), "should be a JSON object"),
                Arguments.of("a missing id", bytes("{\"headline\":\"x\"}"), "\"id\" is missing"),
                Arguments.of("no headline and no body", bytes("{\"id\":\"urn:bad:2\"}"), "\"headline\" is missing"),
                Arguments.of("a wrong type", bytes("{\"id\":7,\"headline\":\"x\"}"), "\"id\" should be a text"),
                Arguments.of(
                        "an unknown field",
                        bytes("{\"id\":\"urn:bad:3\",\"headline\":\"x\",\"colour\":\"red\"}"),
                        "\"colour\" is not a field here"),
                Arguments.of(
                        "an invalid date",
                        bytes("{\"id\":\"urn:bad:4\",\"headline\":\"x\",\"publishedAt\":\"yesterday\"}"),
                        "\"yesterday\" is not an RFC 3339 time"),
                Arguments.of(
                        "an unknown status",
                        bytes("{\"id\":\"urn:bad:5\",\"headline\":\"x\",\"status\":\"gone\"}"),
                        "\"status\" should be usable, withheld or canceled"),
                Arguments.of("invalid UTF-8", invalidUtf8(), "UTF-8"),
                Arguments.of("a line of 20 MB", longLine(), "is longer than"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badLines")
    void aBadLineIsNamedAndTheGoodOnesBesideItAreAccepted(String what, byte[] bad, String reason) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        lines.writeBytes(bytes(GOOD.formatted("before") + "\n"));
        lines.writeBytes(bad);
        lines.writeBytes(bytes("\n" + GOOD.formatted("after") + "\n"));

        ApiClient.Answer answer = system.api().post("/api/articles", "application/x-ndjson", lines.toByteArray());

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().path("accepted")).hasSize(2);
        assertThat(answer.body().path("rejected")).hasSize(1);
        JsonNode rejected = answer.body().path("rejected").path(0);
        assertThat(rejected.path("index").asInt()).isEqualTo(1);
        assertThat(rejected.path("reason").asText()).contains(reason);
    }

    @Test
    void controlCharactersAreCleanedAway() {
        ApiClient.Answer answer = system.api()
                .post(
                        "/api/articles",
                        "application/json",
                        bytes("{\"id\":\"urn:bad:control\",\"headline\":\"A bell\\u0007 and a \\u0000 zero\"}"));
        assertThat(answer.status()).isEqualTo(202);
        await().atMost(PATIENCE)
                .until(() -> system.api().get("/api/articles/urn:bad:control").status() == 200);
        assertThat(system.api()
                        .get("/api/articles/urn:bad:control")
                        .body()
                        .path("headline")
                        .asText())
                .doesNotContain("\u0007", "\u0000")
                .contains("bell");
    }

    @Test
    void noBodyIsSaidToBeMissing() {
        ApiClient.Answer answer = system.api().post("/api/articles", "application/json", new byte[0]);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.detail()).startsWith("The body is empty");
    }

    @Test
    void rightToLeftTextIsKeptWithItsMarks() {
        String headline =
                "\u200F\u0634\u0631\u0637 \u0627\u0644\u0645\u064A\u0646\u0627\u0621 (\u200E12\u200F) \u2014 \u05E0\u05DE\u05DC";
        ObjectNode article =
                AvroJson.MAPPER.createObjectNode().put("id", "urn:bad:rtl").put("headline", headline);
        assertThat(system.api().post("/api/articles", article).status()).isEqualTo(202);
        await().atMost(PATIENCE)
                .until(() -> system.api().get("/api/articles/urn:bad:rtl").status() == 200);
        assertThat(system.api()
                        .get("/api/articles/urn:bad:rtl")
                        .body()
                        .path("headline")
                        .asText())
                .isEqualTo(headline);
    }

    @Test
    void aFeedThatIsEmptyOrAWebPageDelaysNoOther() {
        ObjectNode draft =
                AvroJson.MAPPER.createObjectNode().put("name", "Feeds").put("query", FeedServer.WORD);
        await().atMost(PATIENCE)
                .until(() -> system.api()
                                .post("/api/watches/preview", draft)
                                .body()
                                .path("matches")
                                .asInt()
                        == 1);
    }

    @Test
    void aQueryThatDoesNotParseIsRefusedWithItsColumn() {
        ApiClient.Answer answer = system.api()
                .post(
                        "/api/watches",
                        "application/json",
                        bytes("{\"id\":\"bad\",\"name\":\"Bad\",\"query\":\"(talks OR\"}"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.detail()).containsIgnoringCase("column");
    }

    @Test
    void aWatchWithAnUnknownFieldIsRefusedByName() {
        ApiClient.Answer answer = system.api()
                .post(
                        "/api/watches",
                        "application/json",
                        bytes("{\"id\":\"bad\",\"name\":\"Bad\",\"querry\":\"talks\"}"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.detail()).contains("querry");
    }

    @Test
    void bytesThatAreNotAvroBecomeADeadLetterAndTheStreamGoesOn() throws Exception {
        Map<String, String> environment = system.local().platform().environment();
        try (TopicLog letters = TopicLog.follow(environment, Topics.DEAD_LETTERS);
                KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                        KafkaSettings.of(Settings.of(environment)).clientConfig("bad-bytes"),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.ARTICLES.name(), "urn:bad:bytes", bytes("this is not Avro")))
                    .get();
            await().atMost(PATIENCE).until(() -> letters.records().stream()
                    .anyMatch(letter -> letter.path("service").asText().equals("detector")
                            && letter.path("topic").asText().equals(Topics.ARTICLES.name())));
        }
        system.canary().awaitArticles();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] invalidUtf8() {
        // "é" in an encoding of its own: a single byte that no UTF-8 text holds there.
        return "{\"id\":\"urn:bad:6\",\"headline\":\"caf\u00E9\"}".getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] longLine() {
        return bytes("{\"id\":\"urn:bad:7\",\"headline\":\"" + "x".repeat(TOO_LONG) + "\"}");
    }
}
