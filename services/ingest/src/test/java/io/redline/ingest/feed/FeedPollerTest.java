package io.redline.ingest.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.redline.ingest.Samples;
import io.redline.schemas.Article;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The poller against a real HTTP server with a mind of its own. */
class FeedPollerTest {

    private static final Duration INTERVAL = Duration.ofMillis(30);

    @TempDir
    private Path directory;

    private final Samples.RememberingPublisher publisher = new Samples.RememberingPublisher();
    private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch finished = new CountDownLatch(1);
    private final HttpServer server;

    FeedPollerTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        finished.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void aFeedIsAskedOnlyForWhatHasChanged() {
        AtomicInteger unchanged = new AtomicInteger();
        on("/feed", exchange -> {
            boolean known = "\"v1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))
                    && "Tue, 03 Mar 2026 07:00:00 GMT"
                            .equals(exchange.getRequestHeaders().getFirst("If-Modified-Since"));
            if (known) {
                unchanged.incrementAndGet();
                answer(exchange, 304, new byte[0]);
            } else {
                exchange.getResponseHeaders().set("ETag", "\"v1\"");
                exchange.getResponseHeaders().set("Last-Modified", "Tue, 03 Mar 2026 07:00:00 GMT");
                answer(exchange, 200, rss(entry("1", "Strike called off")));
            }
        });

        try (FeedPoller poller = poller("/feed")) {
            await().until(() -> unchanged.get() >= 2);
            assertThat(poller.status().at("/items/0/state").asText()).isEqualTo("well");
        }

        assertThat(headlines()).containsExactly("Strike called off");
        assertThat(asked("/feed") - unchanged.get()).isEqualTo(1);
    }

    @Test
    void aSlowFeedDelaysNoOther() {
        on("/slow", exchange -> awaitEnd());
        on("/quick", exchange -> answer(exchange, 200, rss(entry("1", "Strike called off"))));

        try (FeedPoller poller = poller("/slow", "/quick")) {
            await().until(() -> asked("/quick") >= 3);
            assertThat(asked("/slow")).isEqualTo(1);
        }

        assertThat(headlines()).containsExactly("Strike called off");
    }

    @Test
    void aFeedThatDripsForeverIsGivenUp() {
        on("/drip", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("<rss>".getBytes(UTF_8));
            exchange.getResponseBody().flush();
            awaitEnd();
        });

        try (FeedPoller poller = poller(Duration.ofMillis(200), "/drip")) {
            await().until(() -> fault(poller, 0).contains("did not answer in full"));
        }
    }

    @Test
    void aBrokenFeedIsReportedAndTheOthersGoOn() {
        on("/page", exchange -> answer(exchange, 200, "<!doctype html><html></html>".getBytes(UTF_8)));
        on("/cut", exchange -> answer(exchange, 200, Arrays.copyOf(rss(entry("1", "x")), 180)));
        on("/error", exchange -> answer(exchange, 500, new byte[0]));
        on("/good", exchange -> answer(exchange, 200, rss(entry("1", "Strike called off"))));

        try (FeedPoller poller = poller("/page", "/cut", "/error", "/good")) {
            await().until(() -> asked("/good") >= 3
                    && !fault(poller, 1).isEmpty()
                    && !fault(poller, 2).isEmpty());
            assertThat(fault(poller, 0)).contains("web page");
            assertThat(fault(poller, 1)).contains("not a readable RSS or Atom feed");
            assertThat(fault(poller, 2)).contains("500");
        }

        assertThat(headlines()).containsExactly("Strike called off");
    }

    @Test
    void aFeedThatMendsIsReadAgain() {
        on("/feed", exchange -> {
            if (asked("/feed") == 1) {
                answer(exchange, 503, new byte[0]);
            } else {
                answer(exchange, 200, rss(entry("1", "Strike called off")));
            }
        });

        try (FeedPoller poller = poller("/feed")) {
            await().until(() -> !headlines().isEmpty());
            await().until(() -> fault(poller, 0).isEmpty());
        }
    }

    @Test
    void aFeedThatHasEndedIsNotAskedAgain() {
        on("/ended", exchange -> answer(exchange, 410, new byte[0]));
        on("/good", exchange -> answer(exchange, 200, rss(entry("1", "Strike called off"))));

        try (FeedPoller poller = poller("/ended", "/good")) {
            await().until(() -> asked("/good") >= 4);
            assertThat(poller.status().at("/items/0/state").asText()).isEqualTo("gone");
            assertThat(asked("/ended")).isEqualTo(1);
        }
    }

    @Test
    void retryAfterIsHonoured() {
        on("/busy", exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "3600");
            answer(exchange, 429, new byte[0]);
        });
        on("/good", exchange -> answer(exchange, 200, rss(entry("1", "Strike called off"))));

        try (FeedPoller poller = poller("/busy", "/good")) {
            await().until(() -> asked("/good") >= 6);
            assertThat(asked("/busy")).isEqualTo(1);
        }
    }

    @Test
    void redirectsAreFollowedButNotForever() {
        on("/moved", exchange -> redirect(exchange, "/feed"));
        on("/feed", exchange -> answer(exchange, 200, rss(entry("1", "Strike called off"))));
        on("/circle", exchange -> redirect(exchange, "/circle"));

        try (FeedPoller poller = poller("/moved", "/circle")) {
            await().until(() -> !headlines().isEmpty() && !fault(poller, 1).isEmpty());
            assertThat(fault(poller, 1)).contains("302");
        }
    }

    @Test
    void aBombIsNotUnpacked() {
        on("/bomb", exchange -> {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
                byte[] blank = new byte[1024 * 1024];
                for (int i = 0; i < 64; i++) {
                    out.write(blank);
                }
            }
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            answer(exchange, 200, packed.toByteArray());
        });

        try (FeedPoller poller = poller("/bomb")) {
            await().until(() -> fault(poller, 0).contains("longer than 4,194,304 bytes"));
        }
    }

    @Test
    void whatKafkaDidNotTakeIsPublishedLater() {
        on("/feed", exchange -> answer(exchange, 200, rss(entry("1", "Strike called off"))));
        publisher.silent = true;

        try (FeedPoller poller = poller("/feed")) {
            await().until(() -> fault(poller, 0).contains("did not acknowledge"));
            publisher.silent = false;
            await().until(() -> !headlines().isEmpty());
        }

        assertThat(headlines()).containsExactly("Strike called off");
    }

    @Test
    void aRestartRemembersWhatWasPublished() {
        on("/feed", exchange -> answer(exchange, 200, rss(entry("1", "Strike called off"))));
        try (FeedPoller poller = poller("/feed")) {
            await().until(() -> !headlines().isEmpty());
        }
        int before = asked("/feed");

        try (FeedPoller poller = poller("/feed")) {
            await().until(() -> asked("/feed") >= before + 3);
        }

        assertThat(headlines()).containsExactly("Strike called off");
    }

    private FeedPoller poller(String... paths) {
        return poller(Duration.ofSeconds(10), paths);
    }

    private FeedPoller poller(Duration patience, String... paths) {
        List<URI> feeds = Arrays.stream(paths)
                .map(path ->
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path))
                .toList();
        FeedPoller poller = new FeedPoller(
                feeds,
                INTERVAL,
                patience,
                directory,
                Samples.RULES,
                publisher,
                Samples.CLOCK,
                new SimpleMeterRegistry());
        poller.start();
        return poller;
    }

    private List<String> headlines() {
        return publisher.published().stream().map(Article::getHeadline).toList();
    }

    private static String fault(FeedPoller poller, int feed) {
        return poller.status().at("/items/" + feed + "/fault").asText("").replace("null", "");
    }

    private int asked(String path) {
        return requests.computeIfAbsent(path, p -> new AtomicInteger()).get();
    }

    private void awaitEnd() {
        try {
            finished.await();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private void on(String path, Answer answer) {
        server.createContext(path, exchange -> {
            requests.computeIfAbsent(path, p -> new AtomicInteger()).incrementAndGet();
            try (exchange) {
                answer.to(exchange);
            }
        });
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().set("Location", to);
        answer(exchange, 302, new byte[0]);
    }

    private static byte[] rss(String... entries) {
        return ("<?xml version='1.0'?><rss version='2.0'><channel><title>Northern Wire</title>"
                        + "<link>https://northernwire.example</link><description>d</description>"
                        + String.join("", entries)
                        + "</channel></rss>")
                .getBytes(UTF_8);
    }

    private static String entry(String guid, String headline) {
        return "<item><guid isPermaLink='false'>" + guid + "</guid><title>" + headline
                + "</title><link>https://northernwire.example/" + guid + "</link></item>";
    }
}
