package io.redline.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.redline.runtime.AvroJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.io.Writer;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the desk's HTTP API, and turns every fault into a sentence that a person can act on. */
final class DeskClient {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final int FIRST_FAULT = HttpURLConnection.HTTP_BAD_REQUEST;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final URI server;
    private final @Nullable String token;

    /**
     * A client of one server.
     *
     * @param token the bearer token it asks for, or null
     */
    DeskClient(URI server, @Nullable String token) {
        this.server = server;
        this.token = token;
    }

    JsonNode get(String path) {
        return send(HttpRequest.newBuilder(at(path)).GET());
    }

    JsonNode delete(String path) {
        return send(HttpRequest.newBuilder(at(path)).DELETE());
    }

    /** What stands at the path, or empty when the desk knows nothing of that name. */
    Optional<JsonNode> find(String path) {
        try {
            return Optional.of(get(path));
        } catch (DeskFaultException fault) {
            if (fault.status() == HttpURLConnection.HTTP_NOT_FOUND) {
                return Optional.empty();
            }
            throw fault;
        }
    }

    JsonNode post(String path, JsonNode body) {
        return post(path, "application/json", body.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Posts a body of that content type. */
    JsonNode post(String path, String contentType, byte[] body) {
        return send(HttpRequest.newBuilder(at(path))
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofByteArray(body)));
    }

    /** A path segment with whatever characters an identifier may have. */
    static String segment(String identifier) {
        return URLEncoder.encode(identifier, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private URI at(String path) {
        String base = server.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }

    /** Copies what stands at the path as it comes. */
    void copy(String path, Writer to) {
        HttpResponse<InputStream> response =
                exchange(HttpRequest.newBuilder(at(path)).GET(), BodyHandlers.ofInputStream());
        try (Reader in = new InputStreamReader(response.body(), StandardCharsets.UTF_8)) {
            if (response.statusCode() >= FIRST_FAULT) {
                StringWriter problem = new StringWriter();
                in.transferTo(problem);
                throw refusal(response.statusCode(), parse(problem.toString()));
            }
            in.transferTo(to);
        } catch (IOException broken) {
            throw new DeskFaultException("The answer of " + server + " broke off: ask again", broken);
        }
    }

    private JsonNode send(HttpRequest.Builder request) {
        HttpResponse<String> response = exchange(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
        JsonNode body = parse(response.body());
        if (response.statusCode() >= FIRST_FAULT) {
            throw refusal(response.statusCode(), body);
        }
        return body;
    }

    private <T> HttpResponse<T> exchange(HttpRequest.Builder request, BodyHandler<T> handler) {
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return http.send(request.timeout(ANSWER).build(), handler);
        } catch (IOException silent) {
            throw new DeskFaultException(
                    "Nothing answers at " + server
                            + ": start Redline with ./redline up, or say where it runs with --server",
                    silent);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new DeskFaultException("Interrupted while " + server + " was asked", stopping);
        }
    }

    private DeskFaultException refusal(int status, JsonNode body) {
        if (status == HttpURLConnection.HTTP_UNAUTHORIZED) {
            return new DeskFaultException(
                    status,
                    server + " asks for a token" + (token == null ? "" : " and does not know this one")
                            + ": give one of its REDLINE_API_TOKENS with --token, or as REDLINE_TOKEN");
        }
        String detail = body.path("detail").asText(body.path("title").asText(""));
        return new DeskFaultException(
                status, detail.isEmpty() ? server + " answered with HTTP status " + status : detail);
    }

    private static JsonNode parse(String body) {
        try {
            return body.isBlank() ? MissingNode.getInstance() : AvroJson.MAPPER.readTree(body);
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }
}
