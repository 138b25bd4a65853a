package io.redline.desk.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.redline.desk.view.TopicView;
import io.redline.runtime.AvroJson;
import io.redline.runtime.Timestamps;
import io.redline.schemas.Article;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Calls on articles. New ones are handed on to ingest, which alone writes them; nothing is held in memory on the way. */
final class ArticleRoutes {

    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String ARTICLES = "api/articles";

    private final TopicView<Article> articles;
    private final InstantSource clock;
    private final URI ingest;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_PATIENCE)
            .build();

    /**
     * Calls on these articles.
     *
     * @param ingest base address of ingest
     */
    ArticleRoutes(TopicView<Article> articles, InstantSource clock, URI ingest) {
        this.articles = articles;
        this.clock = clock;
        this.ingest = URI.create(ingest.toString().replaceFirst("/*$", "/")).resolve(ARTICLES);
    }

    List<Route> routes() {
        return List.of(
                Route.post("/api/articles", this::forward).with(Route.Body.ARTICLES),
                // Ids are often addresses: slashes may come encoded or as they are.
                Route.get("/api/articles/<id>", this::show));
    }

    private void show(Context ctx) throws JsonProcessingException {
        Parameters parameters = Parameters.of(ctx, "version");
        String id = ctx.pathParam("id");
        Optional<Integer> version = parameters.number("version", 1, Integer.MAX_VALUE);
        String article = version.map(number -> articles.version(id, number))
                .orElseGet(() -> articles.newest(id))
                .orElseThrow(() -> new ProblemException(Problem.notFound("There is no article \"" + id + "\""
                        + version.map(number -> " in version " + number).orElse("") + " among those the desk keeps")));
        refuseEmbargoed(AvroJson.MAPPER.readTree(article));
        Answers.json(ctx, article);
    }

    private void refuseEmbargoed(JsonNode article) {
        String until = article.path("embargoedUntil").textValue();
        if (until != null && Timestamps.parse(until).isAfter(clock.instant())) {
            throw new ProblemException(
                    new Problem(403, "Under embargo", "This article is under embargo until " + until));
        }
    }

    private void forward(Context ctx) throws IOException, InterruptedException {
        Parameters.of(ctx);
        long length = ctx.req().getContentLengthLong();
        InputStream in = ctx.req().getInputStream();
        BodyPublisher body = BodyPublishers.ofInputStream(() -> in);
        HttpRequest.Builder request = HttpRequest.newBuilder(ingest)
                .timeout(PATIENCE)
                .header("Content-Type", Optional.ofNullable(ctx.contentType()).orElse("application/json"))
                .POST(length < 0 ? body : BodyPublishers.fromPublisher(body, Math.max(length, 1)));
        Optional.ofNullable(ctx.header("Authorization")).ifPresent(token -> request.header("Authorization", token));
        HttpResponse<InputStream> response = send(request.build());
        ctx.status(response.statusCode());
        for (String name : List.of("Content-Type", "Retry-After")) {
            response.headers().firstValue(name).ifPresent(value -> ctx.header(name, value));
        }
        ctx.result(response.body());
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, BodyHandlers.ofInputStream());
        } catch (IOException silent) {
            throw new ProblemException(Problem.unavailable("Ingest at " + ingest.getAuthority()
                    + " does not answer, so nothing is known to be accepted: see that it runs and that "
                    + DeskServer.INGEST_URL.name() + " points to it, then send the articles again"));
        }
    }
}
