package io.redline.alerter.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.redline.alerter.Fixtures;
import io.redline.alerter.WebhookReceiver;
import io.redline.alerter.channel.DeliveryChannel;
import io.redline.alerter.channel.Event;
import io.redline.alerter.channel.http.AddressGuard;
import io.redline.alerter.channel.http.AddressRange;
import io.redline.alerter.channel.http.GuardedHttpClient;
import io.redline.alerter.channel.webhook.WebhookChannel;
import io.redline.schemas.Alert;
import io.redline.schemas.Channel;
import io.redline.schemas.Delivery;
import io.redline.schemas.internal.LedgerEntry;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Receivers that never answer, more of them than there are workers, beside one that does. */
class IsolationTest {

    private static final int DEAD = 20;
    private static final int WORKERS = 2;
    private static final int ALERTS = 50;

    @Test
    void receiversThatNeverAnswerKeepNobodyWaiting() throws Exception {
        CountDownLatch delivered = new CountDownLatch(ALERTS);
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        List<ServerSocket> dead = new ArrayList<>();
        try (GuardedHttpClient http = new GuardedHttpClient(
                        new AddressGuard(List.of(AddressRange.parse("127.0.0.0/8"))), Duration.ofMinutes(5));
                WebhookReceiver alive = WebhookReceiver.start();
                Dispatcher dispatcher = new Dispatcher(
                        new Dispatcher.Limits(10_000, 1_000),
                        new RetryPolicy(Duration.ofHours(1)),
                        workers,
                        (pause, task) -> timer.schedule(task, pause.toMillis(), TimeUnit.MILLISECONDS),
                        InstantSource.system(),
                        outcome -> {
                            assertThat(outcome.getDelivery().getState()).isEqualTo("delivered");
                            delivered.countDown();
                            return CompletableFuture.completedFuture(null);
                        },
                        new SimpleMeterRegistry())) {
            DeliveryChannel webhooks = new WebhookChannel(http, InstantSource.system(), 4, 1 << 20);
            for (int i = 0; i < DEAD; i++) {
                // It listens, so that connections succeed, and never reads.
                ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                dead.add(socket);
                for (int alert = 0; alert < ALERTS; alert++) {
                    offer(dispatcher, webhooks, "dead-" + i + "-" + alert, "http://127.0.0.1:" + socket.getLocalPort());
                }
            }
            for (int alert = 0; alert < ALERTS; alert++) {
                offer(dispatcher, webhooks, "alive-" + alert, alive.url());
            }
            assertThat(delivered.await(2, TimeUnit.MINUTES)).isTrue();
            assertThat(dispatcher.inHand()).isEqualTo((DEAD + 1) * ALERTS);
        } finally {
            workers.shutdownNow();
            timer.shutdownNow();
            for (ServerSocket socket : dead) {
                socket.close();
            }
        }
    }

    private void offer(Dispatcher dispatcher, DeliveryChannel channel, String id, String url) {
        Alert alert = Fixtures.alert(id, "w");
        Delivery delivery = Fixtures.delivery("d-" + id, alert, "alert.created");
        Channel to = Fixtures.webhook(url);
        Instant now = Instant.now();
        LedgerEntry entry = Fixtures.entry(delivery, "r", now, alert);
        assertThat(dispatcher.offer(
                        new Job(this, entry, channel, channel.endpoint(to), new Event(delivery, alert, to))))
                .isEmpty();
    }
}
