package io.redline.endtoend.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redline.embedded.Ports;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A service whose broker is not there waits and says so, and can be stopped all the same. */
class WaitingServiceIT {

    static final List<String> SERVICES = Deployment.SERVICES;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final HttpClient client = HttpClient.newHttpClient();

    @ParameterizedTest
    @FieldSource("SERVICES")
    void aServiceThatWaitsForItsBrokerSaysSoAndEndsWhenItIsAskedTo(String service) throws Exception {
        int port = Ports.free();
        Process process = start(service, port);
        try {
            await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
                HttpResponse<String> ready = client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                assertThat(ready.statusCode()).isEqualTo(503);
                assertThat(ready.body()).contains("does not answer");
            });
            process.destroy();
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(String service, int port) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Deployment.strings(Deployment.composeServices()
                                        .get(service)
                                        .get("command"))
                                .get(0))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("REDLINE_"));
        builder.environment().put("REDLINE_BOOTSTRAP_SERVERS", "127.0.0.1:" + Ports.free());
        builder.environment().put("REDLINE_DATA_DIR", directory.toString());
        builder.environment().put(Deployment.portVariable(service), Integer.toString(port));
        return builder.start();
    }
}
