package io.redline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.redline.schemas.Article;
import io.redline.schemas.Topics;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ArticleProducerTest {

    private static final Serializer<Article> NO_BYTES = (topic, article) -> new byte[0];

    private final MockProducer<String, Article> kafka =
            new MockProducer<>(false, new RoundRobinPartitioner(), new StringSerializer(), NO_BYTES);
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final ArticleProducer producer = new ArticleProducer(kafka, 1, "broker:9092", metrics);

    @Test
    void anArticleIsSafeOnceKafkaHasAcknowledgedIt() {
        CompletableFuture<Void> outcome = producer.publish(article("a"));
        assertThat(outcome).isNotDone();

        kafka.completeNext();

        assertThat(outcome).isCompleted();
        assertThat(kafka.history()).singleElement().satisfies(sent -> {
            assertThat(sent.topic()).isEqualTo(Topics.ARTICLES.name());
            assertThat(sent.key()).isEqualTo("a");
        });
        assertThat(metrics.counter("redline.ingest.published", "outcome", "acknowledged")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aSilentBrokerFailsTheArticleAndSaysWhatToDo() {
        CompletableFuture<Void> outcome = producer.publish(article("a"));

        kafka.errorNext(new TimeoutException("10 s have passed"));

        assertThat(outcome)
                .isCompletedExceptionally()
                .failsWithin(java.time.Duration.ZERO)
                .withThrowableOfType(java.util.concurrent.ExecutionException.class)
                .withMessageContaining("Kafka at broker:9092 did not acknowledge (10 s have passed): see that it runs");
        assertThat(metrics.counter("redline.ingest.published", "outcome", "failed")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void whoSendsTooMuchWaitsUntilSomethingIsAcknowledged() {
        producer.publish(article("a"));
        var sender = Executors.newSingleThreadExecutor();
        var second = CompletableFuture.supplyAsync(() -> producer.publish(article("b")), sender);

        assertThat(kafka.history()).hasSize(1);
        kafka.completeNext();

        Awaitility.await().until(() -> kafka.history().size() == 2 && second.isDone());
        sender.shutdown();
    }

    private static Article article(String id) {
        return Article.newBuilder()
                .setId(id)
                .setHeadline("H")
                .setPublishedAt(Samples.NOW)
                .setReceivedAt(Samples.NOW)
                .build();
    }
}
