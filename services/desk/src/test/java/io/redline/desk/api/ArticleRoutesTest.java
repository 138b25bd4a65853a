package io.redline.desk.api;

import static io.redline.desk.DeskFixture.NOW;
import static io.redline.desk.DeskFixture.article;
import static io.redline.desk.DeskFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.redline.desk.DeskFixture;
import io.redline.schemas.Article;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArticleRoutesTest {

    private static final String RECEIPT = "{\"accepted\":[{\"id\":\"a\",\"version\":1}],\"rejected\":[]}";

    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private HttpServer ingest;
    private DeskFixture desk;

    private record Received(String type, String token, String body) {}

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        ingest = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        ingest.createContext("/api/articles", this::receive);
        ingest.start();
        desk = DeskFixture.in(
                directory,
                DeskServer.INGEST_URL.name(),
                "http://127.0.0.1:" + ingest.getAddress().getPort());
    }

    @AfterEach
    void close() {
        desk.close();
        ingest.stop(0);
    }

    @Test
    void articlesAreHandedOnToIngestAndItsAnswerBack() throws Exception {
        String lines = "{\"id\":\"a\",\"headline\":\"Ö\"}\n{\"id\":\"b\"}\n";
        HttpResponse<String> answer = desk.send(
                "POST",
                "/api/articles",
                lines,
                "Content-Type",
                "application/x-ndjson",
                "Authorization",
                "Bearer some-token-for-ingest");
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo(RECEIPT);
        assertThat(received.take())
                .isEqualTo(new Received("application/x-ndjson", "Bearer some-token-for-ingest", lines));
    }

    @Test
    void ingestThatIsAwayIsToldInWords() throws Exception {
        ingest.stop(0);
        HttpResponse<String> answer = desk.send("POST", "/api/articles", "{\"id\":\"a\"}");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json(answer).path("detail").asText()).contains("REDLINE_INGEST_URL");
    }

    @Test
    void emptyBodyIsHandedOnAsItIs() throws Exception {
        HttpResponse<String> answer = desk.send("POST", "/api/articles", "");
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(received.take().body()).isEmpty();
    }

    @Test
    void articleIsFoundByWhateverIdItHas() throws Exception {
        for (String id : new String[] {"urn:wire:1", "https://example.org/a/b?c=d", "tag:x,2026:/é"}) {
            store(article(id, 1, "Body"));
            String encoded = URLEncoder.encode(id, StandardCharsets.UTF_8);
            assertThat(json(desk.get("/api/articles/" + encoded)).path("id").asText())
                    .isEqualTo(id);
        }
        assertThat(json(desk.get("/api/articles/urn:wire:1")).path("id").asText())
                .isEqualTo("urn:wire:1");
    }

    @Test
    void newestVersionIsShownUnlessAnotherIsAskedFor() throws Exception {
        store(article("urn:a", 2, "Second"));
        store(article("urn:a", 1, "First, late"));
        store(article("urn:a", 2, "Second, repeated"));
        assertThat(json(desk.get("/api/articles/urn:a")).path("body").asText()).isEqualTo("Second");
        assertThat(json(desk.get("/api/articles/urn:a?version=1")).path("body").asText())
                .isEqualTo("First, late");
        assertThat(json(desk.get("/api/articles/urn:a?version=2")).path("body").asText())
                .isEqualTo("Second");
        HttpResponse<String> missing = desk.get("/api/articles/urn:a?version=3");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(json(missing).path("detail").asText()).contains("in version 3");
    }

    @Test
    void articleUnderEmbargoIsNotShown() throws Exception {
        Article early = article("urn:early", 1, "Secret words");
        early.setEmbargoedUntil(NOW.plusSeconds(60));
        store(early);
        HttpResponse<String> answer = desk.get("/api/articles/urn:early");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("2026-01-30T10:01:00.000Z").doesNotContain("Secret");
        Article over = article("urn:over", 1, "Open words");
        over.setEmbargoedUntil(NOW);
        store(over);
        assertThat(desk.get("/api/articles/urn:over").statusCode()).isEqualTo(200);
    }

    private void store(Article article) {
        desk.append(desk.model.articles(), article.getId(), article);
    }

    private void receive(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        received.add(new Received(
                exchange.getRequestHeaders().getFirst("Content-Type"),
                String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                body));
        byte[] receipt = RECEIPT.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(202, receipt.length);
        exchange.getResponseBody().write(receipt);
        exchange.close();
    }
}
