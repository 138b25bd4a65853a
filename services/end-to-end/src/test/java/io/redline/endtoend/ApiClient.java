package io.redline.endtoend;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.redline.runtime.AvroJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Speaks HTTP to the desk as anybody would. */
final class ApiClient {

    /**
     * What the desk said.
     *
     * @param status HTTP status
     * @param contentType type of the body, empty when there is none
     * @param text the body as it came
     * @param body the body as JSON; missing when it is none
     */
    record Answer(int status, String contentType, String text, JsonNode body) {

        /** The {@code detail} of a problem. */
        String detail() {
            return body.path("detail").asText();
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PATIENCE_WITH_A_RESTART = Duration.ofMinutes(5);
    private static final int NOT_READY = 503;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI server;
    private final @Nullable String token;
    private final boolean patient;

    ApiClient(URI server) {
        this(server, null);
    }

    ApiClient(URI server, @Nullable String token) {
        this(server, token, false);
    }

    private ApiClient(URI server, @Nullable String token, boolean patient) {
        this.server = server;
        this.token = token;
        this.patient = patient;
    }

    /** One that asks again while nobody answers or the desk is not ready, as a feed would when the desk is restarted. */
    ApiClient patiently() {
        return new ApiClient(server, token, true);
    }

    Answer get(String path) {
        return send(HttpRequest.newBuilder(server.resolve(path)).GET());
    }

    Answer delete(String path) {
        return send(HttpRequest.newBuilder(server.resolve(path)).DELETE());
    }

    Answer post(String path, JsonNode body) {
        return post(path, "application/json", body.toString().getBytes(StandardCharsets.UTF_8));
    }

    Answer post(String path, String contentType, byte[] body) {
        return send(HttpRequest.newBuilder(server.resolve(path))
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofByteArray(body)));
    }

    private Answer send(HttpRequest.Builder request) {
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return patient
                ? await().atMost(PATIENCE_WITH_A_RESTART)
                        .pollDelay(Duration.ZERO)
                        .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                        .until(() -> sendOnce(request), answer -> answer.status() != NOT_READY)
                : sendOnce(request);
    }

    private Answer sendOnce(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            String type = response.headers().firstValue("Content-Type").orElse("");
            return new Answer(
                    response.statusCode(),
                    type,
                    response.body(),
                    type.contains("json") ? AvroJson.MAPPER.readTree(response.body()) : AvroJson.MAPPER.missingNode());
        } catch (IOException silent) {
            throw new UncheckedIOException(silent);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
        }
    }
}
