package io.redline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class HealthServerTest {

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void readyTellsWhatIsWrongUntilItWorks() throws Exception {
        AtomicBoolean away = new AtomicBoolean(true);
        ServiceContext context = context(Map.of());
        context.health().register("broker", () -> away.get() ? Optional.of("the broker is away") : Optional.empty());
        try (HealthServer server = HealthServer.start(context)) {
            HttpResponse<String> unready = get(server, "/health/ready");
            assertThat(unready.statusCode()).isEqualTo(503);
            assertThat(unready.body()).contains("the broker is away");
            assertThat(get(server, "/health/live").statusCode()).isEqualTo(200);
            away.set(false);
            assertThat(get(server, "/health/ready").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void metricsAskForTheTokenWhenOneIsSet() throws Exception {
        ServiceContext context = context(Map.of("REDLINE_API_TOKENS", "0123456789abcdef"));
        context.metrics().counter("redline.test").increment();
        try (HealthServer server = HealthServer.start(context)) {
            assertThat(get(server, "/metrics").statusCode()).isEqualTo(401);
            HttpResponse<String> metrics = client.send(
                    HttpRequest.newBuilder(uri(server, "/metrics"))
                            .header("Authorization", "Bearer 0123456789abcdef")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(metrics.body()).contains("redline_test_total");
        }
    }

    private static ServiceContext context(Map<String, String> more) {
        var environment = new java.util.HashMap<>(more);
        environment.put("REDLINE_HEALTH_PORT", "0");
        return ServiceMain.context(environment, fault -> {});
    }

    private HttpResponse<String> get(HealthServer server, String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(server, path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(HealthServer server, String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }
}
