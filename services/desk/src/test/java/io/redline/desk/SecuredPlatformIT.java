package io.redline.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.redline.desk.api.DeskServer;
import io.redline.embedded.EmbeddedBroker;
import io.redline.runtime.KafkaSettings;
import io.redline.runtime.RegistryUnavailableException;
import io.redline.runtime.SchemaRegistry;
import io.redline.runtime.ServiceContext;
import io.redline.runtime.ServiceMain;
import io.redline.runtime.Settings;
import io.redline.runtime.StreamsRunner;
import io.redline.schemas.Topics;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker that demands TLS and a password, and a registry that does; each kind of client reaches them by settings alone. */
@Timeout(180)
class SecuredPlatformIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String STORE_PASSWORD = "a-password-of-the-store";
    private static final String PASSWORD = "a-password-of-redline";
    private static final String LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule required ";

    private static final SchemaRegistry REGISTRY = SchemaRegistry.inMemory();

    private static Path keys;
    private static Path trust;
    private static EmbeddedBroker broker;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeAll
    static void start(@TempDir Path certificates, @TempDir Path data) throws Exception {
        keys = certificates.resolve("keys.p12");
        trust = certificates.resolve("trust.p12");
        Path certificate = certificates.resolve("certificate.pem");
        keytool(keys, "-genkeypair", "-keyalg", "RSA", "-dname", "CN=127.0.0.1", "-ext", "san=ip:127.0.0.1");
        keytool(keys, "-exportcert", "-rfc", "-file", certificate.toString());
        keytool(trust, "-importcert", "-noprompt", "-file", certificate.toString());
        Map<String, String> demands = new HashMap<>();
        demands.put("listener.security.protocol.map", "PLAINTEXT:SASL_SSL,CONTROLLER:PLAINTEXT");
        demands.put("inter.broker.listener.name", "PLAINTEXT");
        demands.put("sasl.enabled.mechanisms", "PLAIN");
        demands.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
        demands.put(
                "listener.name.plaintext.plain.sasl.jaas.config",
                LOGIN + "username=\"broker\" password=\"b\" user_broker=\"b\" user_redline=\"" + PASSWORD + "\";");
        demands.put("ssl.keystore.location", keys.toString());
        demands.put("ssl.keystore.password", STORE_PASSWORD);
        demands.put("ssl.truststore.location", trust.toString());
        demands.put("ssl.truststore.password", STORE_PASSWORD);
        broker = EmbeddedBroker.start(data, 0, demands, fault -> {});
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void everyKindOfClientReachesABrokerThatDemandsTlsAndAPassword(@TempDir Path directory) throws Exception {
        ServiceContext context = context(directory, PASSWORD);
        try (DeskService desk = DeskService.start(context)) {
            await().atMost(PATIENCE)
                    .until(() -> send(desk, "GET", "/health/ready", null).statusCode() == 200);
            assertThat(send(desk, "POST", "/api/watches", "{\"id\":\"w\",\"name\":\"W\"}")
                            .statusCode())
                    .isEqualTo(201);
            CountDownLatch seen = new CountDownLatch(1);
            StreamsBuilder builder = new StreamsBuilder();
            builder.stream(
                            Topics.WATCHES.name(),
                            Consumed.with(Serdes.String(), context.serdes().valuesOf(Topics.WATCHES))
                                    .withName("read-watches"))
                    .foreach((id, watch) -> seen.countDown());
            try (StreamsRunner streams = StreamsRunner.start("secured", context, builder.build())) {
                assertThat(seen.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    @Test
    void aWrongPasswordKeepsTheDeskFromBeingReady(@TempDir Path directory) throws Exception {
        try (DeskService desk = DeskService.start(context(directory, "not-the-password"))) {
            HttpResponse<String> ready = send(desk, "GET", "/health/ready", null);
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).doesNotContain("not-the-password");
            assertThat(send(desk, "GET", "/api/watches", null).statusCode()).isEqualTo(503);
        }
    }

    @Test
    void aRegistryBehindTlsAndAPasswordIsReachedBySettings() throws Exception {
        String right =
                "Basic " + Base64.getEncoder().encodeToString(("redline:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls()));
        server.createContext("/subjects", exchange -> {
            boolean known = right.equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = (known ? "[]" : "{\"error_code\":401,\"message\":\"who?\"}").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(known ? 200 : 401, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            Map<String, String> environment = new HashMap<>();
            environment.put(
                    KafkaSettings.SCHEMA_REGISTRY_URL.name(),
                    "https://127.0.0.1:" + server.getAddress().getPort());
            environment.put("REDLINE_REGISTRY_SCHEMA_REGISTRY_SSL_TRUSTSTORE_LOCATION", trust.toString());
            environment.put("REDLINE_REGISTRY_SCHEMA_REGISTRY_SSL_TRUSTSTORE_PASSWORD", STORE_PASSWORD);
            environment.put("REDLINE_REGISTRY_BASIC_AUTH_CREDENTIALS_SOURCE", "USER_INFO");
            environment.put("REDLINE_REGISTRY_BASIC_AUTH_USER_INFO", "redline:" + PASSWORD);
            registry(environment).check();

            environment.put("REDLINE_REGISTRY_BASIC_AUTH_USER_INFO", "redline:wrong");
            SchemaRegistry refused = registry(environment);
            assertThatThrownBy(refused::check)
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageNotContaining("wrong");
        } finally {
            server.stop(0);
        }
    }

    private static SchemaRegistry registry(Map<String, String> environment) {
        return SchemaRegistry.at(KafkaSettings.of(Settings.of(environment)));
    }

    private static ServiceContext context(Path directory, String password) {
        Map<String, String> environment = new HashMap<>();
        environment.put(KafkaSettings.DATA_DIR.name(), directory.toString());
        environment.put(KafkaSettings.BOOTSTRAP_SERVERS.name(), broker.bootstrapServers());
        environment.put(DeskServer.PORT.name(), "0");
        environment.put("REDLINE_KAFKA_SECURITY_PROTOCOL", "SASL_SSL");
        environment.put("REDLINE_KAFKA_SASL_MECHANISM", "PLAIN");
        environment.put(
                "REDLINE_KAFKA_SASL_JAAS_CONFIG", LOGIN + "username=\"redline\" password=\"" + password + "\";");
        environment.put("REDLINE_KAFKA_SSL_TRUSTSTORE_LOCATION", trust.toString());
        environment.put("REDLINE_KAFKA_SSL_TRUSTSTORE_PASSWORD", STORE_PASSWORD);
        ServiceContext context = ServiceMain.context(environment, fault -> {});
        return new ServiceContext(
                context.settings(),
                context.kafka(),
                REGISTRY,
                context.health(),
                context.metrics(),
                context.clock(),
                context.fatal());
    }

    private static SSLContext tls() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, STORE_PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, STORE_PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(Path store, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "-alias", "here", "-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", STORE_PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private HttpResponse<String> send(DeskService desk, String method, String path, @Nullable String body)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + desk.port() + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
