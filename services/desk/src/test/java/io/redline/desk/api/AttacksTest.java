package io.redline.desk.api;

import static io.redline.desk.DeskFixture.NOW;
import static io.redline.desk.DeskFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.redline.desk.DeskFixture;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What people send who mean no good: too much, too slow, too deep, too often. */
@Timeout(60)
class AttacksTest {

    private static final int MILLIS_BETWEEN_DRIPS = 300;

    private static DeskFixture desk;

    @BeforeAll
    static void open(@TempDir Path directory) {
        desk = DeskFixture.in(directory, DeskServer.IDLE_TIMEOUT.name(), "PT1S");
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    @Test
    void aBodyNestedWithoutEndIsRefused() throws Exception {
        String deep = "{\"name\":".repeat(100_000);
        HttpResponse<String> answer = desk.send("POST", "/api/watches", deep);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("detail").asText()).contains("nesting depth");
    }

    @Test
    void aNumberOfManyDigitsIsRefused() throws Exception {
        for (String number : new String[] {"1".repeat(50_000), "1e999999999", "-" + "9".repeat(900)}) {
            HttpResponse<String> answer =
                    desk.send("POST", "/api/watches", "{\"name\":\"A\",\"minSources\":" + number + "}");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body().length()).isLessThan(1_000);
        }
    }

    @Test
    void aBodyThatStopsComingIsGivenUp() throws Exception {
        try (Socket socket = begin(1_000)) {
            // Nothing more is sent: the desk ends it, and not the reader's patience.
            socket.setSoTimeout(30_000);
            assertThat(text(socket.getInputStream().readAllBytes())).startsWith("HTTP/1.1 408 ");
        }
        assertThat(desk.get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void aBodyThatDripsIsCutOff() throws Exception {
        try (Socket socket = begin(100_000)) {
            assertThat(dripUntilClosed(socket)).isLessThan(100);
        }
    }

    @Test
    void anAddressOrAHeaderWithoutEndIsRefused() throws Exception {
        assertThat(raw("GET /api/watches?owner=" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 414 ");
        assertThat(raw("GET /api/watches HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x".repeat(20_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ");
    }

    @Test
    void whoeverAsksTooOftenIsToldWhenToComeBack(@TempDir Path directory) throws Exception {
        try (DeskFixture small = DeskFixture.in(directory, RateLimit.REQUESTS_PER_MINUTE.name(), "3")) {
            for (int i = 0; i < 3; i++) {
                assertThat(small.get("/api/watches").statusCode()).isEqualTo(200);
            }
            HttpResponse<String> refused = small.get("/api/watches");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).contains("20");
            assertThat(json(refused).path("detail").asText()).contains("REDLINE_HTTP_REQUESTS_PER_MINUTE");
            assertThat(small.get("/health/live").statusCode()).isEqualTo(200);
            assertThat(small.get("/act/guessed").statusCode()).isEqualTo(429);
        }
    }

    @Test
    void tokensCannotBeTriedForLong(@TempDir Path directory) throws Exception {
        try (DeskFixture small = DeskFixture.in(
                directory, RateLimit.REQUESTS_PER_MINUTE.name(), "2", "REDLINE_API_TOKENS", "a-token-to-be-guessed")) {
            for (int i = 0; i < 2; i++) {
                assertThat(small.send("GET", "/api/watches", null, "Authorization", "Bearer guess-" + i)
                                .statusCode())
                        .isEqualTo(401);
            }
            assertThat(small.send("GET", "/api/watches", null, "Authorization", "Bearer guess-3")
                            .statusCode())
                    .isEqualTo(429);
            // Whoever has a token is counted apart.
            assertThat(small.send("GET", "/api/watches", null, "Authorization", "Bearer a-token-to-be-guessed")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aBucketFillsEvenlyAndNeverOverflows() {
        AtomicReference<Instant> now = new AtomicReference<>(NOW);
        RateLimit limit = new RateLimit(60, now::get);
        for (int i = 0; i < 60; i++) {
            assertThat(limit.take("a")).isEmpty();
        }
        assertThat(limit.take("a")).contains(Duration.ofSeconds(1));
        assertThat(limit.take("b")).isEmpty();
        now.set(NOW.plusSeconds(2));
        assertThat(limit.take("a")).isEmpty();
        assertThat(limit.take("a")).isEmpty();
        assertThat(limit.take("a")).isPresent();
        now.set(NOW.plusSeconds(9_999));
        for (int i = 0; i < 60; i++) {
            assertThat(limit.take("a")).isEmpty();
        }
        assertThat(limit.take("a")).isPresent();
    }

    /** Begins to post a watch, and sends no more than the first byte of its body. */
    private static Socket begin(int length) throws IOException {
        Socket socket = new Socket("127.0.0.1", desk.api.port());
        socket.getOutputStream()
                .write(("POST /api/watches HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                + "Content-Length: " + length + "\r\n\r\n{")
                        .getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }

    /** How many bytes could be sent one by one, fast enough not to be silent, before the desk had enough. */
    private static int dripUntilClosed(Socket socket) throws IOException {
        socket.setSoTimeout(MILLIS_BETWEEN_DRIPS);
        OutputStream out = socket.getOutputStream();
        for (int sent = 1; ; sent++) {
            try {
                socket.getInputStream().read();
                return sent;
            } catch (SocketTimeoutException stillOpen) {
                try {
                    out.write(' ');
                    out.flush();
                } catch (IOException closed) {
                    return sent;
                }
            }
        }
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", desk.api.port());
                OutputStream out = socket.getOutputStream();
                InputStream in = socket.getInputStream()) {
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return text(in.readAllBytes());
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
