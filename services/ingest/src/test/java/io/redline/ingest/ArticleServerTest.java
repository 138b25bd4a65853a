package io.redline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.redline.ingest.feed.FeedPoller;
import io.redline.runtime.AvroJson;
import io.redline.runtime.ServiceContext;
import io.redline.runtime.ServiceMain;
import io.redline.runtime.WrongSettingException;
import io.redline.schemas.Article;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ArticleServerTest {

    private static final String JSON = "application/json";
    private static final String TOKEN = "a-token-for-this-test";

    private final Samples.RememberingPublisher publisher = new Samples.RememberingPublisher();
    private final HttpClient client = HttpClient.newHttpClient();
    private ArticleServer server = start(Map.of());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anArticleIsAcceptedWithItsIdAndVersion() throws Exception {
        HttpResponse<String> answer = post(JSON, "{\"id\":\"a\",\"version\":2,\"headline\":\"H\"}");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("{\"accepted\":[{\"id\":\"a\",\"version\":2}],\"rejected\":[]}");
        assertThat(publisher.published()).extracting(Article::getId).containsExactly("a");
    }

    @Test
    void aBadItemNeverSinksTheGoodOnesBesideIt() throws Exception {
        HttpResponse<String> answer =
                post(JSON, "[{\"id\":\"a\",\"headline\":\"H\"},{\"headline\":\"H\"},{\"id\":\"b\",\"body\":\"B\"}]");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body())
                .isEqualTo("{\"accepted\":[{\"id\":\"a\",\"version\":1},{\"id\":\"b\",\"version\":1}],"
                        + "\"rejected\":[{\"index\":1,\"reason\":\"item 1: \\\"id\\\" is missing\"}]}");
    }

    @Test
    void aLineOfTwentyMegabytesIsRejectedAlone() throws Exception {
        String lines = "{\"id\":\"a\",\"headline\":\"H\"}\n{\"id\":\"x\",\"body\":\"" + "x".repeat(20 * 1024 * 1024)
                + "\"}\nnot json\n{\"id\":\"b\",\"headline\":\"H\"}\n";

        HttpResponse<String> answer = post("application/x-ndjson", lines);

        JsonNode body = AvroJson.MAPPER.readTree(answer.body());
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(body.at("/accepted")).hasSize(2);
        assertThat(body.at("/rejected/0/index").asInt()).isEqualTo(1);
        assertThat(body.at("/rejected/0/reason").asText())
                .startsWith("line 2: ")
                .contains("longer than");
        assertThat(body.at("/rejected/1/reason").asText()).startsWith("line 3: the item is not JSON");
    }

    @Test
    void aSingleWrongArticleIsABadRequestThatNamesTheField() throws Exception {
        HttpResponse<String> answer = post(JSON, "{\"id\":\"a\",\"headline\":\"H\",\"соус\":\"x\"}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = AvroJson.MAPPER.readTree(answer.body());
        assertThat(problem.at("/detail").asText()).startsWith("\"соус\" is not a field here");
        assertThat(problem.at("/rejected")).hasSize(1);
        assertThat(publisher.published()).isEmpty();
    }

    @Test
    void bodiesThatAreNoArticlesGetAPlainAnswer() throws Exception {
        assertThat(post(JSON, "").statusCode()).isEqualTo(400);
        assertThat(post(JSON, "oops").statusCode()).isEqualTo(400);
        assertThat(post(JSON, "[]").statusCode()).isEqualTo(202);
        assertThat(post("application/x-ndjson", "\n\n").statusCode()).isEqualTo(202);
        assertThat(post("text/plain", "Headline").statusCode()).isEqualTo(415);
        assertThat(send(request("/api/articles").GET()).statusCode()).isEqualTo(405);
        assertThat(send(request("/elsewhere").GET()).body()).contains("/api/articles");
    }

    @Test
    void aSilentBrokerIsSaidSo() throws Exception {
        publisher.silent = true;

        HttpResponse<String> answer = post(JSON, "{\"id\":\"a\",\"headline\":\"H\"}");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(AvroJson.MAPPER.readTree(answer.body()).at("/detail").asText())
                .contains("did not acknowledge");
    }

    @Test
    void aBodyBeyondTheLimitIsTakenAsFarAsItGoes() throws Exception {
        server.close();
        server = start(Map.of("REDLINE_INGEST_MAX_BODY_BYTES", "1024"));
        String line = "{\"id\":\"a\",\"headline\":\"" + "h".repeat(600) + "\"}\n";

        HttpResponse<String> answer = post("application/x-ndjson", line + line.replace("\"a\"", "\"b\""));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(AvroJson.MAPPER.readTree(answer.body()).at("/accepted/0/id").asText())
                .isEqualTo("a");
    }

    @Test
    void aTokenIsAskedForWhereOneIsSet() throws Exception {
        server.close();
        server = start(Map.of("REDLINE_API_TOKENS", TOKEN));
        var article = HttpRequest.BodyPublishers.ofString("{\"id\":\"a\",\"headline\":\"H\"}");

        assertThat(send(request("/api/articles").header("Content-Type", JSON).POST(article))
                        .statusCode())
                .isEqualTo(401);
        assertThat(send(request("/metrics").GET()).statusCode()).isEqualTo(401);
        assertThat(send(request("/health/live").GET()).statusCode()).isEqualTo(200);
        assertThat(send(request("/api/articles")
                                .header("Content-Type", JSON)
                                .header("Authorization", "Bearer " + TOKEN)
                                .POST(article))
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void publishingAsksForWritingAndLookingForReading() throws Exception {
        server.close();
        server = start(Map.of("REDLINE_API_TOKENS", "w:write:only-for-publishing,r:read:only-for-looking-"));
        var article = HttpRequest.BodyPublishers.ofString("{\"id\":\"a\",\"headline\":\"H\"}");

        for (String token : List.of("only-for-publishing", "only-for-looking-")) {
            boolean writes = token.equals("only-for-publishing");
            HttpResponse<String> published = send(request("/api/articles")
                    .header("Content-Type", JSON)
                    .header("Authorization", "Bearer " + token)
                    .POST(article));
            assertThat(published.statusCode()).isEqualTo(writes ? 202 : 403);
            for (String path : List.of("/api/feeds", "/metrics")) {
                assertThat(send(request(path)
                                        .header("Authorization", "Bearer " + token)
                                        .GET())
                                .statusCode())
                        .isEqualTo(writes ? 403 : 200);
            }
        }
    }

    @Test
    void aForeignNameForThisMachineIsRefused() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream()
                    .write("GET /api/feeds HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void anOpenBindWithoutTokensIsRefused() {
        Assertions.assertThatThrownBy(() -> start(Map.of("REDLINE_INGEST_HOST", "0.0.0.0")))
                .isInstanceOf(WrongSettingException.class)
                .hasMessageContaining("REDLINE_API_TOKENS");
    }

    @Test
    void readinessSaysWhatIsMissing() throws Exception {
        assertThat(send(request("/health/ready").GET()).statusCode()).isEqualTo(503);
        assertThat(send(request("/health/ready").GET()).body()).contains("the broker is away");
        assertThat(send(request("/metrics").GET()).body()).contains("redline_ingest_items");
    }

    private ArticleServer start(Map<String, String> environment) {
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("REDLINE_INGEST_PORT", "0");
        ServiceContext context = ServiceMain.context(variables, fault -> {});
        context.health().register("broker", () -> Optional.of("the broker is away"));
        FeedPoller feeds = new FeedPoller(
                List.of(),
                Duration.ofMinutes(1),
                FeedPoller.PATIENCE,
                Path.of("."),
                Samples.RULES,
                publisher,
                Samples.CLOCK,
                context.metrics());
        return ArticleServer.start(
                context, new ArticleIntake(Samples.RULES, publisher, Samples.CLOCK, context.metrics()), feeds);
    }

    private HttpResponse<String> post(String type, String body) throws Exception {
        return send(
                request("/api/articles").header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
