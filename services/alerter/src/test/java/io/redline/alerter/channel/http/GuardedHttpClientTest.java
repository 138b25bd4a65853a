package io.redline.alerter.channel.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.redline.alerter.WebhookReceiver;
import io.redline.alerter.channel.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedHttpClientTest {

    private static final AddressGuard STRICT = new AddressGuard(List.of());
    private static final AddressGuard LOOPBACK = new AddressGuard(List.of(AddressRange.parse("127.0.0.0/8")));
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable resource : open) {
            resource.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:PORT/",
                "http://localhost:PORT/",
                "http://127.1:PORT/",
                "http://2130706433:PORT/",
                "http://LOCALHOST:PORT/",
                "http://0:PORT/",
                "http://[::]:PORT/",
                "http://[0:0:0:0:0:0:0:1]:PORT/",
                "http://[::127.0.0.1]:PORT/",
                "http://[64:ff9b::7f00:1]:PORT/",
                "http://[2002:7f00:1::]:PORT/",
                "http://0.0.0.0:PORT/",
                "http://[::1]:PORT/",
                "http://[::ffff:127.0.0.1]:PORT/",
                "http://169.254.169.254/latest/meta-data/",
                "https://10.0.0.1/"
            })
    void anAddressInsideIsNeverConnectedTo(String url) throws Exception {
        WebhookReceiver receiver = keep(WebhookReceiver.start());
        String port = Integer.toString(URI.create(receiver.url()).getPort());
        Outcome outcome = post(client(STRICT, LIMIT), url.replace("PORT", port));
        assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
        assertThat(((Outcome.Rejected) outcome).reason()).contains("is not a public address", "REDLINE_WEBHOOK_ALLOW");
        assertThat(receiver.calls()).isEmpty();
    }

    /** What these mean depends on the system's resolver; wherever they lead, it is not inside. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost.:PORT/",
                "http://0x7f000001:PORT/",
                "http://017700000001:PORT/",
                "http://127.0.0.1.nip.invalid:PORT/"
            })
    void anOddWayToWriteAnAddressLeadsNowhere(String url) throws Exception {
        WebhookReceiver receiver = keep(WebhookReceiver.start());
        String port = Integer.toString(URI.create(receiver.url()).getPort());
        assertThat(post(client(STRICT, LIMIT), url.replace("PORT", port))).isNotInstanceOf(Outcome.Delivered.class);
        assertThat(receiver.calls()).isEmpty();
    }

    @Test
    void aNameThatResolvesInwardTheSecondTimeIsRefusedThen() throws Exception {
        WebhookReceiver receiver = keep(WebhookReceiver.start());
        Deque<String> answers = new ArrayDeque<>(List.of("127.0.0.1", "127.0.0.9"));
        AddressGuard guard = new AddressGuard(List.of(AddressRange.parse("127.0.0.1")));
        receiver.answer(exchange -> {
            exchange.getResponseHeaders().set("Connection", "close");
            WebhookReceiver.status(exchange, 200);
        });
        GuardedHttpClient client = keep(new GuardedHttpClient(guard, LIMIT, names(answers)));
        String url = "http://rebind.example:" + URI.create(receiver.url()).getPort() + "/";
        assertThat(post(client, url)).isInstanceOf(Outcome.Delivered.class);
        assertThat(post(client, url)).isInstanceOf(Outcome.Rejected.class);
        assertThat(receiver.calls()).hasSize(1);
        assertThat(receiver.calls().get(0).header("host")).startsWith("rebind.example:");
    }

    @Test
    void aNameWithAddressesInsideAndOutsideIsReachedOnlyOutside() throws Exception {
        GuardedResolver resolver = new GuardedResolver(names(new ArrayDeque<>(List.of("10.0.0.1 1.1.1.1"))), STRICT);
        assertThat(resolver.resolve("mixed.example")).containsExactly(InetAddress.getByName("1.1.1.1"));
    }

    @Test
    void redirectsAreNotFollowed() throws Exception {
        WebhookReceiver target = keep(WebhookReceiver.start());
        WebhookReceiver receiver = keep(WebhookReceiver.start());
        receiver.answer(exchange -> {
            exchange.getResponseHeaders().set("Location", target.url());
            WebhookReceiver.status(exchange, 307);
        });
        assertThat(post(client(LOOPBACK, LIMIT), receiver.url()).statusCode()).isEqualTo(307);
        assertThat(target.calls()).isEmpty();
    }

    @Test
    void aReceiverThatNeverAnswersIsGivenUpInTime() throws Exception {
        WebhookReceiver receiver = keep(WebhookReceiver.start());
        CountDownLatch never = new CountDownLatch(1);
        receiver.answer(exchange -> await(never));
        Outcome outcome = post(client(LOOPBACK, Duration.ofMillis(300)), receiver.url());
        assertThat(outcome).isEqualTo(new Outcome.RetryLater("no answer within 300 ms", null));
        never.countDown();
    }

    @Test
    void aHeadThatDripsIsGivenUpInTime() throws Exception {
        String url = rawServer(socket -> {
            OutputStream out = socket.getOutputStream();
            for (int i = 0; i < 1_000; i++) {
                out.write('H');
                out.flush();
                TimeUnit.MILLISECONDS.sleep(50);
            }
        });
        assertThat(post(client(LOOPBACK, Duration.ofMillis(400)), url)).isInstanceOf(Outcome.RetryLater.class);
    }

    @Test
    void anAnswerWhoseBodyNeverEndsCountsByItsHead() throws Exception {
        String url = rawServer(socket -> {
            OutputStream out = socket.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nx".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 1_000; i++) {
                out.write('x');
                out.flush();
                TimeUnit.MILLISECONDS.sleep(50);
            }
        });
        assertThat(post(client(LOOPBACK, Duration.ofMillis(400)), url)).isEqualTo(new Outcome.Delivered(200));
    }

    @Test
    void anEndlessBodyIsCutOff() throws Exception {
        CountDownLatch hungUp = new CountDownLatch(1);
        String url = rawServer(socket -> {
            OutputStream out = socket.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] chunk = new byte[8_192];
            try {
                while (true) {
                    out.write(chunk);
                }
            } catch (IOException closed) {
                hungUp.countDown();
            }
        });
        assertThat(post(client(LOOPBACK, LIMIT), url)).isEqualTo(new Outcome.Delivered(200));
        assertThat(hungUp.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void garbageIsNoAnswer() throws Exception {
        String url = rawServer(socket ->
                socket.getOutputStream().write("\0\1\2 not http at all\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
        assertThat(post(client(LOOPBACK, LIMIT), url)).isInstanceOf(Outcome.RetryLater.class);
    }

    @Test
    void aClosedPortIsTriedAgainLater() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertThat(post(client(LOOPBACK, LIMIT), "http://127.0.0.1:" + port + "/"))
                .isInstanceOf(Outcome.RetryLater.class);
    }

    @Test
    void aNameThatDoesNotResolveIsTriedAgainLater() throws Exception {
        GuardedHttpClient client = keep(new GuardedHttpClient(STRICT, LIMIT, names(new ArrayDeque<>())));
        assertThat(post(client, "https://nowhere.example/"))
                .isEqualTo(new Outcome.RetryLater("the host name cannot be resolved", null));
    }

    @Test
    void connectionsAreUsedAgain() throws Exception {
        WebhookReceiver receiver = keep(WebhookReceiver.start());
        List<Integer> ports = new ArrayList<>();
        receiver.answer(exchange -> {
            ports.add(exchange.getRemoteAddress().getPort());
            WebhookReceiver.status(exchange, 200);
        });
        GuardedHttpClient client = client(LOOPBACK, LIMIT);
        for (int i = 0; i < 20; i++) {
            post(client, receiver.url());
        }
        // An answer may be heard a moment before its connection is free again, so that a second one is opened.
        assertThat(Set.copyOf(ports)).hasSizeLessThan(10);
    }

    private GuardedHttpClient client(AddressGuard guard, Duration limit) {
        return keep(new GuardedHttpClient(guard, limit, SystemDefaultDnsResolver.INSTANCE));
    }

    private static Outcome post(GuardedHttpClient client, String url) throws Exception {
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        CompletableFuture<Outcome> outcome = client.post(
                URI.create(url),
                Map.of(),
                body,
                answer -> answer.success()
                        ? new Outcome.Delivered(answer.status())
                        : new Outcome.RetryLater(answer.excerpt(), answer.status()));
        return outcome.get(30, TimeUnit.SECONDS);
    }

    /** Resolves any name to what stands next in the list, several addresses parted by spaces. */
    private static DnsResolver names(Deque<String> answers) {
        return new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                if (answers.isEmpty()) {
                    throw new UnknownHostException(host);
                }
                List<InetAddress> addresses = new ArrayList<>();
                for (String address : answers.remove().split(" ")) {
                    addresses.add(InetAddress.getByName(address));
                }
                return addresses.toArray(InetAddress[]::new);
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
    }

    private interface Behaviour {
        void behave(Socket socket) throws IOException, InterruptedException;
    }

    /** Something on loopback that takes one connection, reads the head of a request and then does as told. */
    private String rawServer(Behaviour behaviour) throws IOException {
        ServerSocket server = keep(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        Thread thread = new Thread(() -> {
            try (Socket socket = server.accept()) {
                socket.getInputStream().read(new byte[16_384]);
                behaviour.behave(socket);
            } catch (IOException | InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
        return "http://127.0.0.1:" + server.getLocalPort() + "/";
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private <T extends AutoCloseable> T keep(T resource) {
        open.add(resource);
        return resource;
    }
}
