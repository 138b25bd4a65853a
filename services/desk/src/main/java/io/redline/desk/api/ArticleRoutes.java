package io.redline.desk.api;

import io.javalin.http.Context;
import io.redline.desk.article.ArticleArchive;
import io.redline.desk.article.StoredArticle;
import io.redline.runtime.Scope;
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
import java.util.List;
import java.util.Optional;

/** Calls on articles. New ones are handed on to ingest, which alone writes them; nothing is held in memory on the way. */
final class ArticleRoutes {

    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String ARTICLES = "api/articles";

    private final ArticleArchive articles;
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
    ArticleRoutes(ArticleArchive articles, URI ingest) {
        this.articles = articles;
        this.ingest = URI.create(ingest.toString().replaceFirst("/*$", "/")).resolve(ARTICLES);
    }

    List<Route> routes() {
        return List.of(
                Route.post("/api/articles", this::forward).with(Route.Body.ARTICLES),
                // Ids are often addresses: slashes may come encoded or as they are.
                Route.get("/api/articles/<id>", this::show));
    }

    private void show(Context ctx) {
        Parameters parameters = Parameters.of(ctx, "version");
        String id = ctx.pathParam("id");
        Optional<Integer> version = parameters.number("version", 1, Integer.MAX_VALUE);
        StoredArticle article = articles.find(
                        id, version, Gatekeeper.caller(ctx).may(Scope.EMBARGO))
                .orElseThrow(() -> missing(id, version));
        Answers.json(ctx, article.text());
    }

    /** No such article, among those kept. */
    static ProblemException missing(String id, Optional<Integer> version) {
        return new ProblemException(Problem.notFound("There is no article \"" + id + "\""
                + version.map(number -> " in version " + number).orElse("") + " among those the desk keeps"));
    }

    private void forward(Context ctx) throws IOException, InterruptedException {
        Parameters.of(ctx);
        long length = ctx.req().getContentLengthLong();
        InputStream in = ctx.req().getInputStream();
        HttpRequest.Builder request = HttpRequest.newBuilder(ingest)
                .timeout(PATIENCE)
                .header("Content-Type", Optional.ofNullable(ctx.contentType()).orElse("application/json"))
                .POST(body(in, length));
        for (String name : List.of("Authorization", "Content-Encoding")) {
            Optional.ofNullable(ctx.header(name)).ifPresent(value -> request.header(name, value));
        }
        HttpResponse<InputStream> response = send(request.build());
        ctx.status(response.statusCode());
        for (String name : List.of("Content-Type", "Retry-After")) {
            response.headers().firstValue(name).ifPresent(value -> ctx.header(name, value));
        }
        ctx.result(response.body());
    }

    private static BodyPublisher body(InputStream in, long length) {
        BodyPublisher body = BodyPublishers.ofInputStream(() -> in);
        if (length == 0) {
            return BodyPublishers.noBody();
        }
        return length < 0 ? body : BodyPublishers.fromPublisher(body, length);
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
