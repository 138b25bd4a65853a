package io.redline.desk;

import com.fasterxml.jackson.databind.JsonNode;
import io.redline.runtime.AvroJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads Server-Sent Events as a browser would. */
public final class SseReader implements AutoCloseable {

    private final BufferedReader lines;
    public final HttpResponse<InputStream> response;
    private String lastId = "";

    private SseReader(HttpResponse<InputStream> response) {
        this.response = response;
        this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /** An event with data. */
    public record Event(String id, String name, JsonNode data) {}

    /** Opens a stream and reads its greeting, so that whatever happens from now on is told. */
    public static SseReader open(URI uri, @Nullable String lastEventId) throws IOException, InterruptedException {
        return open(uri, lastEventId, "none asked for");
    }

    /** As {@link #open(URI, String)}, with an {@code Authorization} header. */
    public static SseReader open(URI uri, @Nullable String lastEventId, String authorization)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Accept", "text/event-stream")
                .header("Authorization", authorization);
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        SseReader reader = new SseReader(HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request.build(), BodyHandlers.ofInputStream()));
        reader.block();
        return reader;
    }

    /** What a browser would send to resume. */
    public String lastId() {
        return lastId;
    }

    /** Waits for the next event. */
    public Event next() throws IOException {
        while (true) {
            Event event = block();
            if (event != null) {
                return event;
            }
        }
    }

    @Override
    public void close() throws IOException {
        response.body().close();
    }

    private @Nullable Event block() throws IOException {
        String name = "";
        String data = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty()) {
                return data.isEmpty() ? null : new Event(lastId, name, AvroJson.MAPPER.readTree(data));
            }
            if (line.startsWith("id: ")) {
                lastId = line.substring(4);
            } else if (line.startsWith("event: ")) {
                name = line.substring(7);
            } else if (line.startsWith("data: ")) {
                data += line.substring(6);
            }
        }
        throw new IOException("the stream has ended");
    }
}
