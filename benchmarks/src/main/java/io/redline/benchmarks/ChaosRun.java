package io.redline.benchmarks;

import io.redline.local.Progress;
import io.redline.runtime.ServiceContext;
import io.redline.schemas.Alert;
import io.redline.schemas.Delivery;
import io.redline.schemas.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Two alerters on one broker tell many receivers of many alerts, first in peace and then while they are killed, the broker is
 * restarted and receivers misbehave. Everything that happens follows from a seed, except how the processes race.
 */
final class ChaosRun {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration SAY_EVERY = Duration.ofSeconds(10);

    /** Two for each instance. */
    private static final int PARTITIONS = 4;

    /** Whoever is away is so for this long. */
    private static final Duration AWAY = Duration.ofSeconds(15);

    private final Plan plan;
    private final Progress progress;
    private final Random random;
    private final ReceiptBook book = new ReceiptBook();
    private final Map<String, Receiver> receivers = new TreeMap<>();
    private final List<String> troubleFaults = new CopyOnWriteArrayList<>();

    /**
     * What is to happen.
     *
     * @param receivers how many, each with a watch of its own
     * @param calm alert versions before the trouble begins
     * @param alerts alert versions while there is trouble
     * @param kills how many times an alerter is killed with -9
     * @param brokerRestarts how many times the broker is stopped, every second time with -9
     * @param perSecond alert versions written a second
     */
    record Plan(int receivers, int calm, int alerts, int kills, int brokerRestarts, int perSecond, long seed) {}

    /**
     * What happened.
     *
     * @param calm times from detection to prompt receivers in milliseconds, in peace
     * @param trouble the same, in trouble
     * @param taken events that receivers took
     * @param repeated events of those that were sent again after they had been taken, under the same id
     * @param faults what is not as it should be
     */
    record Verdict(Histogram calm, Histogram trouble, int taken, long repeated, List<String> faults) {}

    ChaosRun(Plan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
        this.random = new Random(plan.seed());
    }

    /** Runs it in this directory, which also gets what the processes say. */
    Verdict run(Path directory) throws Exception {
        ProcessCluster cluster = new ProcessCluster(directory, 2, PARTITIONS, ProcessCluster.Start.QUICK);
        try {
            ServiceContext context = cluster.open();
            try (AlertFeed feed = new AlertFeed(context, plan.seed());
                    Ledger ledger = new Ledger(context)) {
                openReceivers(feed);
                cluster.startAlerter(0);
                cluster.startAlerter(1);
                progress.say("In peace: " + plan.calm() + " alert versions to " + plan.receivers() + " receivers ...");
                write(feed, plan.calm());
                awaitReceivers(ledger);
                Histogram calm = book.takeLatencies();
                progress.say("In trouble: " + plan.alerts() + " alert versions, " + plan.kills() + " kills, "
                        + plan.brokerRestarts() + " restarts of the broker ...");
                Thread trouble = new Thread(() -> trouble(cluster), "trouble");
                trouble.start();
                write(feed, plan.alerts());
                trouble.join();
                cluster.reviveAlerters()
                        .forEach(number -> troubleFaults.add("alerter " + number + " had ended by itself"));
                awaitReceivers(ledger);
                Histogram troubled = book.takeLatencies();
                List<String> faults = awaitAgreement(ledger);
                faults.addAll(troubleFaults);
                return new Verdict(calm, troubled, book.taken(), book.repeated(), faults);
            }
        } finally {
            cluster.close();
            for (Receiver receiver : receivers.values()) {
                receiver.close();
            }
        }
    }

    private void openReceivers(AlertFeed feed) throws IOException {
        for (int i = 0; i < plan.receivers(); i++) {
            Receiver receiver = new Receiver(manner(i), book::saw);
            String watch = "chaos-" + i;
            receivers.put(watch, receiver);
            feed.watch(watch, receiver);
        }
    }

    /** Half of them behave; of twenty, one is gone for good. */
    private static Manner manner(int number) {
        return switch (number % 20) {
            case 1, 11 -> Manner.SLOW;
            case 3, 13 -> Manner.AWAY_AT_TIMES;
            case 5, 15 -> Manner.BUSY;
            case 7, 17 -> Manner.BROKEN;
            case 9 -> Manner.GARBLED;
            case 19 -> Manner.GONE;
            default -> Manner.PROMPT;
        };
    }

    private void write(AlertFeed feed, int versions) throws InterruptedException {
        List<String> watches = List.copyOf(receivers.keySet());
        long start = System.nanoTime();
        for (int i = 0; i < versions; i++) {
            long due = start + i * TimeUnit.SECONDS.toNanos(1) / plan.perSecond();
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            Alert alert = feed.any(watches);
            book.expect(
                    alert, Objects.requireNonNull(receivers.get(alert.getWatch().getId())));
            feed.write(alert);
        }
    }

    private void awaitReceivers(Ledger ledger) {
        long begun = System.nanoTime();
        long movedAt = begun;
        long saidAt = begun;
        long before = Long.MAX_VALUE;
        for (long left = book.outstanding(ledger.read()); left > 0; left = book.outstanding(ledger.read())) {
            long now = System.nanoTime();
            if (left < before) {
                before = left;
                movedAt = now;
            } else if (now - movedAt > PATIENCE.toNanos()) {
                return;
            }
            if (now - saidAt > SAY_EVERY.toNanos()) {
                saidAt = now;
                progress.done(left + " are still to be taken", begun);
            }
        }
    }

    /** The ledger hears of an answer a little after the receiver gave it: waits until they agree, or patience ends. */
    private List<String> awaitAgreement(Ledger ledger) {
        long until = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        List<String> faults = book.faults(ledger.read());
        while (!faults.isEmpty() && System.nanoTime() < until) {
            faults = book.faults(ledger.read());
        }
        return new ArrayList<>(faults);
    }

    private void trouble(ProcessCluster cluster) {
        try {
            List<Receiver> leaving = receivers.values().stream()
                    .filter(receiver -> receiver.manner() == Manner.AWAY_AT_TIMES)
                    .toList();
            for (Receiver receiver : leaving) {
                receiver.goAway();
            }
            long backAt = System.nanoTime() + AWAY.toNanos();
            boolean back = false;
            int every = plan.kills() / (plan.brokerRestarts() + 1) + 1;
            for (int kill = 1; kill <= plan.kills(); kill++) {
                TimeUnit.MILLISECONDS.sleep(1_000 + random.nextInt(8_000));
                if (!back && System.nanoTime() > backAt) {
                    comeBack(leaving);
                    back = true;
                }
                if (kill % every == 0) {
                    cluster.restartPlatform(kill / every % 2 == 0);
                }
                cluster.killAlerter(random.nextInt(2));
                progress.say("  kill " + kill + " of " + plan.kills() + ", " + book.taken() + " events taken");
            }
            if (!back) {
                comeBack(leaving);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (IOException fault) {
            troubleFaults.add("the trouble itself failed: " + fault);
        }
    }

    private static void comeBack(List<Receiver> receivers) throws IOException {
        for (Receiver receiver : receivers) {
            receiver.comeBack();
        }
    }

    /** Reads the topic {@code deliveries} on and on, and keeps the last of each. */
    private static final class Ledger implements AutoCloseable {

        private static final Duration QUIET = Duration.ofMillis(300);

        private final KafkaConsumer<String, Delivery> consumer;
        private final Map<String, Delivery> last = new HashMap<>();

        Ledger(ServiceContext context) {
            Map<String, Object> config = new HashMap<>(context.kafka().clientConfig("bench-ledger"));
            config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
            config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
            consumer = new KafkaConsumer<>(
                    config,
                    new StringDeserializer(),
                    context.serdes().valuesOf(Topics.DELIVERIES).deserializer());
            String topic = Topics.DELIVERIES.name();
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        }

        List<Delivery> read() {
            for (var records = consumer.poll(QUIET); !records.isEmpty(); records = consumer.poll(QUIET)) {
                records.forEach(record -> last.put(record.value().getId(), record.value()));
            }
            return List.copyOf(last.values());
        }

        @Override
        public void close() {
            consumer.close();
        }
    }
}
