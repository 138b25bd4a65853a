package io.redline.alerter.pipeline;

import io.redline.runtime.ServiceContext;
import io.redline.schemas.DeliveryOutcome;
import io.redline.schemas.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Carries outcomes from the dispatcher's threads back to the ledger's: as records, keyed by watch like the alerts. */
public final class OutcomeProducer implements AutoCloseable {

    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final Producer<String, DeliveryOutcome> producer;

    /** A producer to the context's broker. */
    public OutcomeProducer(ServiceContext context) {
        Map<String, Object> config = context.kafka().clientConfig("redline-alerter-outcomes");
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 1);
        this.producer = new KafkaProducer<>(
                config,
                new StringSerializer(),
                context.serdes().valuesOf(Topics.DELIVERY_OUTCOMES).serializer());
    }

    /** Writes an outcome; ends once the broker has it, or with the fault that kept it from that. */
    public CompletableFuture<Void> write(DeliveryOutcome outcome) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        String key = outcome.getDelivery().getWatchId();
        producer.send(new ProducerRecord<>(Topics.DELIVERY_OUTCOMES.name(), key, outcome), (place, fault) -> {
            if (fault == null) {
                written.complete(null);
            } else {
                written.completeExceptionally(fault);
            }
        });
        return written;
    }

    /** Stops once what is under way has been written. */
    @Override
    public void close() {
        producer.close(DRAIN);
    }
}
