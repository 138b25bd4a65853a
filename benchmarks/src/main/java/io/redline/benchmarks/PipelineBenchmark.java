package io.redline.benchmarks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.redline.benchmarks.MatchQueries.Kind;
import io.redline.local.Benchmark;
import io.redline.local.LocalOptions;
import io.redline.local.LocalSystem;
import io.redline.local.Progress;
import io.redline.runtime.AvroJson;
import io.redline.runtime.ServiceContext;
import io.redline.runtime.ServiceMain;
import io.redline.runtime.StreamsRunner;
import io.redline.schemas.Article;
import io.redline.schemas.Topics;
import io.redline.schemas.Watch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Stream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/**
 * The whole way of an article, from its publication to a webhook and to the live stream, beside a bare exactly-once
 * pass-through topology (article in, same article out) on the same broker in the same run.
 */
public final class PipelineBenchmark implements Benchmark {

    private static final long SEED = 20260130;
    private static final int WATCHES = 100;
    private static final int PER_SECOND = 50;
    private static final int WARM_UP_SECONDS = 20;
    private static final int MEASURED_SECONDS = 30;
    private static final int BURST = 20_000;
    /** Of a burst, one article in so many meets a watch. */
    private static final int ALERTS_ONE_IN = 10;

    private static final Duration SAY_EVERY = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String PASS_IN = "pass-through-in";
    private static final String PASS_OUT = "pass-through-out";

    private final HttpClient client = HttpClient.newHttpClient();
    private final Progress progress = Progress.on(System.err);
    private final WireCopy copy = new WireCopy(42);
    private int made;

    private final int others;

    /** Made by the service loader. */
    public PipelineBenchmark() {
        this(0);
    }

    /**
     * With more watches than the {@value #WATCHES} that the articles meet.
     *
     * @param others realistic monitoring queries that hardly any of the articles meets
     */
    PipelineBenchmark(int others) {
        this.others = others;
    }

    @Override
    public String name() {
        return "pipeline";
    }

    @Override
    public void run(boolean json, PrintStream out) throws Exception {
        try (ScratchDirectory scratch = ScratchDirectory.make();
                LocalSystem system = LocalSystem.start(
                        LocalOptions.anyPorts(scratch.path()),
                        System.getenv(),
                        progress,
                        fault -> fault.printStackTrace());
                Receiver receiver = new Receiver()) {
            Map<String, String> environment = new TreeMap<>(System.getenv());
            environment.putAll(system.platform().environment());
            environment.put("REDLINE_DATA_DIR", scratch.path().resolve("bench").toString());
            ServiceContext context = ServiceMain.context(environment, fault -> {});
            Measured passThrough;
            Measured pipeline;
            Measured stream;
            double passThroughRate;
            double pipelineRate;
            try (KafkaProducer<String, Article> producer = TopicProducer.of(context, Topics.ARTICLES)) {
                createPassThroughTopics(context);
                try (StreamsRunner bare = StreamsRunner.start("pass-through", context, passThrough(context));
                        Follower follower = new Follower(context, PASS_OUT, this::articleIdOfKey)) {
                    progress.say("Pass-through: " + PER_SECOND + " articles a second ...");
                    passThrough = paced(producer, PASS_IN, follower.arrivals);
                    progress.say("Pass-through: " + BURST + " articles at once ...");
                    passThroughRate = burst(producer, PASS_IN, follower.arrivals, 1);
                }
                addOthers(context, system.url());
                addWatches(system.url(), receiver.url());
                try (Listener listener = new Listener(system.url());
                        Follower follower = new Follower(context, Topics.ALERTS.name(), alertedArticle(context))) {
                    progress.say("Redline: " + PER_SECOND + " articles a second ...");
                    pipeline = paced(producer, Topics.ARTICLES.name(), receiver.arrivals);
                    stream = measured(listener.arrivals);
                    progress.say("Redline: " + BURST + " articles at once ...");
                    pipelineRate = burst(producer, Topics.ARTICLES.name(), follower.arrivals, ALERTS_ONE_IN);
                }
            }
            print(json, out, passThrough, pipeline, stream, passThroughRate, pipelineRate);
        }
    }

    /** Times of a run in milliseconds. */
    private record Measured(double p50, double p99, long count) {}

    private final Map<String, Long> sentAt = new ConcurrentHashMap<>();
    private volatile boolean counting;

    private Measured paced(KafkaProducer<String, Article> producer, String topic, Arrivals arrivals) throws Exception {
        counting = false;
        sentAt.clear();
        arrivals.clear();
        publish(producer, topic, WARM_UP_SECONDS);
        arrivals.awaitAll(sentAt, PATIENCE);
        sentAt.clear();
        arrivals.clear();
        counting = true;
        publish(producer, topic, MEASURED_SECONDS);
        arrivals.awaitAll(sentAt, PATIENCE);
        return measured(arrivals);
    }

    private void publish(KafkaProducer<String, Article> producer, String topic, int seconds) {
        long start = System.nanoTime();
        for (int i = 0; i < seconds * PER_SECOND; i++) {
            long due = start + i * (1_000_000_000L / PER_SECOND);
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            Article article = next(true);
            sentAt.put(article.getId(), System.nanoTime());
            producer.send(new ProducerRecord<>(topic, article.getId(), article));
        }
        producer.flush();
    }

    /**
     * Articles a second, from the first one sent to the last one out, or to the end of patience. Of {@code oneIn} articles
     * one is to come out, and stands for the others.
     */
    private double burst(KafkaProducer<String, Article> producer, String topic, Arrivals arrivals, int oneIn) {
        List<Article> articles =
                Stream.generate(() -> next(made % oneIn == 0)).limit(BURST).toList();
        sentAt.clear();
        arrivals.clear();
        long start = System.nanoTime();
        for (Article article : articles) {
            if (article.getId().contains("watched:")) {
                sentAt.put(article.getId(), System.nanoTime());
            }
            producer.send(new ProducerRecord<>(topic, article.getId(), article));
        }
        producer.flush();
        int out = arrivals.await(sentAt, PATIENCE);
        return (double) out * oneIn * 1e9 / (arrivals.last - start);
    }

    private Article next(boolean watched) {
        int number = made++;
        String word = watched ? watchedWord(number / ALERTS_ONE_IN + number) : "matter";
        return copy.article("urn:bench:" + (watched ? "watched:" : "") + number, word, Instant.now());
    }

    private static String watchedWord(int number) {
        return "watchword" + (number % WATCHES);
    }

    private Measured measured(Arrivals arrivals) {
        Histogram histogram = arrivals.latencies;
        return new Measured(
                histogram.getValueAtPercentile(50) / 1000.0,
                histogram.getValueAtPercentile(99) / 1000.0,
                histogram.getTotalCount());
    }

    /** When articles came out at one place. */
    private final class Arrivals {

        private final Map<String, Boolean> seen = new ConcurrentHashMap<>();
        private final ConcurrentHistogram latencies = new ConcurrentHistogram(TimeUnit.MINUTES.toMicros(10), 3);
        private volatile long last;

        void arrived(String articleId) {
            long now = System.nanoTime();
            Long sent = sentAt.get(articleId);
            if (sent != null && seen.putIfAbsent(articleId, true) == null) {
                last = now;
                if (counting) {
                    latencies.recordValue(TimeUnit.NANOSECONDS.toMicros(now - sent));
                }
            }
        }

        void clear() {
            seen.clear();
            latencies.reset();
        }

        void awaitAll(Map<String, Long> sent, Duration patience) {
            int out = await(sent, patience);
            if (out < sent.size()) {
                throw new IllegalStateException(
                        "only " + out + " of " + sent.size() + " articles came out within " + patience);
            }
        }

        /** Waits until all are out or patience ends, and says how many are. */
        int await(Map<String, Long> sent, Duration patience) {
            long begun = System.nanoTime();
            long until = begun + patience.toNanos();
            long sayAt = begun + SAY_EVERY.toNanos();
            while (seen.size() < sent.size()) {
                if (System.nanoTime() > sayAt) {
                    sayAt += SAY_EVERY.toNanos();
                    progress.done(seen.size() + " of " + sent.size() + " are out", begun);
                }
                if (System.nanoTime() > until) {
                    break;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            }
            return seen.size();
        }
    }

    /** A webhook receiver. */
    private final class Receiver implements AutoCloseable {

        private final Arrivals arrivals = new Arrivals();
        private final HttpServer server;

        Receiver() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
            server.setExecutor(Executors.newFixedThreadPool(4, task -> daemon(task, "bench-receiver")));
            server.createContext("/", exchange -> {
                byte[] body = exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
                arrivals.arrived(AvroJson.MAPPER
                        .readTree(body)
                        .path("data")
                        .path("article")
                        .path("id")
                        .textValue());
            });
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    /** A listener on the desk's live stream. */
    private final class Listener implements AutoCloseable {

        private final Arrivals arrivals = new Arrivals();
        private final AtomicBoolean stopped = new AtomicBoolean();

        Listener(URI desk) throws InterruptedException {
            CountDownLatch open = new CountDownLatch(1);
            daemon(() -> listen(desk, open), "bench-listener").start();
            if (!open.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the live stream of " + desk + " did not open");
            }
        }

        private void listen(URI desk, CountDownLatch open) {
            try {
                HttpResponse<java.io.InputStream> response = client.send(
                        HttpRequest.newBuilder(desk.resolve("/api/alerts/stream"))
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
                open.countDown();
                try (BufferedReader lines =
                        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                    String line;
                    while (!stopped.get() && (line = lines.readLine()) != null) {
                        if (line.startsWith("data:")) {
                            arrivals.arrived(AvroJson.MAPPER
                                    .readTree(line.substring("data:".length()))
                                    .path("article")
                                    .path("id")
                                    .textValue());
                        }
                    }
                }
            } catch (IOException | InterruptedException ended) {
                if (!stopped.get()) {
                    throw new IllegalStateException("the live stream ended early", ended);
                }
            }
        }

        @Override
        public void close() {
            stopped.set(true);
        }
    }

    /** A read-committed consumer of a topic. */
    private final class Follower implements AutoCloseable {

        private final Arrivals arrivals = new Arrivals();
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final Thread thread;

        Follower(ServiceContext context, String topic, Function<ConsumerRecord<String, byte[]>, String> articleId)
                throws InterruptedException {
            Map<String, Object> config = new HashMap<>(context.kafka().clientConfig("bench-" + topic));
            config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
            config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
            CountDownLatch ready = new CountDownLatch(1);
            thread = daemon(
                    () -> {
                        try (KafkaConsumer<String, byte[]> consumer =
                                new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
                            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                                    .map(info -> new TopicPartition(topic, info.partition()))
                                    .toList();
                            consumer.assign(partitions);
                            consumer.seekToEnd(partitions);
                            partitions.forEach(consumer::position);
                            ready.countDown();
                            while (!stopped.get()) {
                                consumer.poll(Duration.ofMillis(100))
                                        .forEach(record -> arrivals.arrived(articleId.apply(record)));
                            }
                        }
                    },
                    "bench-follower");
            thread.start();
            if (!ready.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("no consumer of " + topic + " within 30 s");
            }
        }

        @Override
        public void close() throws InterruptedException {
            stopped.set(true);
            thread.join();
        }
    }

    private String articleIdOfKey(ConsumerRecord<String, byte[]> record) {
        return record.key();
    }

    private static Function<ConsumerRecord<String, byte[]>, String> alertedArticle(ServiceContext context) {
        var alerts = context.serdes().valuesOf(Topics.ALERTS).deserializer();
        return record ->
                alerts.deserialize(record.topic(), record.value()).getArticle().getId();
    }

    private void addWatches(URI desk, String webhook) throws IOException, InterruptedException {
        for (int i = 0; i < WATCHES; i++) {
            ObjectNode watch = AvroJson.MAPPER
                    .createObjectNode()
                    .put("id", "bench-" + i)
                    .put("name", "Matter " + i)
                    .put("query", watchedWord(i) + " NOT (obituary OR crossword)");
            watch.putArray("channels").addObject().put("type", "webhook").put("url", webhook);
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(desk.resolve("/api/watches"))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(watch.toString()))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 201) {
                throw new IllegalStateException("the desk refused a watch: " + answer.body());
            }
        }
    }

    /** Writes the other watches where watches are kept, and returns when the detector has them. */
    private void addOthers(ServiceContext context, URI desk) throws IOException, InterruptedException {
        if (others == 0) {
            return;
        }
        progress.say("Storing " + others + " watches ...");
        long begun = System.nanoTime();
        List<String> queries = new MatchQueries(new MatchVocabulary(SEED), SEED).queries(Kind.REALISTIC, others);
        try (KafkaProducer<String, Watch> producer = TopicProducer.of(context, Topics.WATCHES)) {
            for (int i = 0; i < others; i++) {
                Watch watch = Watch.newBuilder()
                        .setId("other-" + i)
                        .setName("Other " + i)
                        .setQuery(queries.get(i))
                        .build();
                producer.send(new ProducerRecord<>(Topics.WATCHES.name(), watch.getId(), watch));
            }
        }
        HttpRequest metrics = HttpRequest.newBuilder(desk.resolve("/metrics")).build();
        while (client.send(metrics, HttpResponse.BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith("redline_watches ") || line.startsWith("redline_watches{"))
                .noneMatch(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))) >= others)) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
        progress.done(others + " watches are in force", begun);
    }

    private static org.apache.kafka.streams.Topology passThrough(ServiceContext context) {
        StreamsBuilder builder = new StreamsBuilder();
        var articles = context.serdes().valuesOf(Topics.ARTICLES);
        builder.stream(PASS_IN, Consumed.with(Serdes.String(), articles).withName("read"))
                .to(PASS_OUT, Produced.with(Serdes.String(), articles).withName("write"));
        return builder.build();
    }

    private static void createPassThroughTopics(ServiceContext context) throws Exception {
        try (Admin admin = Admin.create(context.kafka().clientConfig("bench-admin"))) {
            admin.createTopics(Stream.of(PASS_IN, PASS_OUT)
                            .map(name -> new NewTopic(name, Topics.ARTICLES.partitions(), (short) 1))
                            .toList())
                    .all()
                    .get();
        }
    }

    private void print(
            boolean json,
            PrintStream out,
            Measured passThrough,
            Measured webhook,
            Measured stream,
            double passThroughRate,
            double pipelineRate) {
        if (json) {
            ObjectNode result = AvroJson.MAPPER.createObjectNode().put("benchmark", "pipeline");
            result.put("articlesPerSecond", PER_SECOND).put("watches", WATCHES + others);
            put(result.putObject("passThrough"), passThrough).put("sustainedPerSecond", passThroughRate);
            put(result.putObject("webhook"), webhook).put("sustainedPerSecond", pipelineRate);
            put(result.putObject("stream"), stream);
            result.put("ratioP50", webhook.p50() / passThrough.p50())
                    .put("ratioP99", webhook.p99() / passThrough.p99())
                    .put("ratioSustained", pipelineRate / passThroughRate);
            out.println(result);
            return;
        }
        out.printf(
                Locale.ROOT,
                "%-44s %10s %10s %14s%n",
                PER_SECOND + " articles of 2 KB a second, " + (WATCHES + others) + " watches",
                "p50 ms",
                "p99 ms",
                "most a second");
        row(out, "bare exactly-once pass-through, to consumer", passThrough, passThroughRate);
        row(out, "Redline, published to webhook", webhook, pipelineRate);
        row(out, "Redline, published to live stream", stream, Double.NaN);
        out.printf(
                Locale.ROOT,
                "%-44s %10.2f %10.2f %14.3f%n",
                "ratio, Redline to webhook / pass-through",
                webhook.p50() / passThrough.p50(),
                webhook.p99() / passThrough.p99(),
                pipelineRate / passThroughRate);
    }

    private static ObjectNode put(ObjectNode node, Measured measured) {
        return node.put("p50Millis", measured.p50())
                .put("p99Millis", measured.p99())
                .put("count", measured.count());
    }

    private static void row(PrintStream out, String what, Measured measured, double rate) {
        out.printf(
                Locale.ROOT,
                "%-44s %10.1f %10.1f %14s%n",
                what,
                measured.p50(),
                measured.p99(),
                Double.isNaN(rate) ? "" : String.format(Locale.ROOT, "%.0f", rate));
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
