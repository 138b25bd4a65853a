package io.redline.detector;

import io.redline.schemas.internal.NewsroomEvent;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/** Notes where an event was read, so that the one stream of stage two can put a backlog in order. */
final class OriginProcessor extends ContextualFixedKeyProcessor<String, NewsroomEvent, NewsroomEvent> {

    @Override
    public void process(FixedKeyRecord<String, NewsroomEvent> record) {
        NewsroomEvent event = record.value();
        context().recordMetadata().ifPresent(origin -> {
            event.setLane(origin.partition());
            event.setOffset(origin.offset());
        });
        context().forward(record);
    }
}
