package io.redline.endtoend;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Feeds as they come: one without items, one that has become a web page, and one that is well. */
final class FeedServer implements AutoCloseable {

    /** A word that stands in the good feed's only item, and nowhere else. */
    static final String WORD = "quillwort";

    private static final Map<String, String> DOCUMENTS = Map.of(
            "/empty", feed(""),
            "/page", "<!DOCTYPE html><html><head><title>Moved</title></head><body>We have moved.</body></html>",
            "/good",
                    feed("<item><title>Rare " + WORD + " found</title><guid>urn:feed:1</guid>"
                            + "<description>By the &lt;b&gt;lake&lt;/b&gt;.</description></item>"));

    private final HttpServer server;

    private FeedServer(HttpServer server) {
        this.server = server;
    }

    static FeedServer start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            DOCUMENTS.forEach((path, document) -> server.createContext(path, exchange -> {
                try (exchange) {
                    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, bytes.length);
                    exchange.getResponseBody().write(bytes);
                }
            }));
            server.start();
            return new FeedServer(server);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    /** The addresses of all feeds, the good one last, as {@code REDLINE_FEEDS} takes them. */
    String addresses() {
        String base = "http://127.0.0.1:" + server.getAddress().getPort();
        return base + "/empty," + base + "/page," + base + "/good";
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static String feed(String items) {
        return "<rss version=\"2.0\"><channel><title>Lakeside Notes</title><link>https://lakeside.example/</link>"
                + "<description>Notes</description>" + items + "</channel></rss>";
    }
}
