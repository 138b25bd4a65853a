package io.redline.alerter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.redline.runtime.AvroJson;
import io.redline.schemas.Alert;
import io.redline.schemas.Delivery;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the alerter promises a receiver, checked on what the receiver got: each alert version, under one id however often it
 * was sent, never after a newer version of the same alert, and filed as delivered under that very id.
 */
public final class DeliveryGuarantee {

    private final Map<String, Set<String>> idsByVersion = new LinkedHashMap<>();
    private final Map<String, Integer> newest = new HashMap<>();

    private DeliveryGuarantee() {}

    /** Reads what a receiver got, in the order in which it came. */
    public static DeliveryGuarantee on(List<WebhookReceiver.Call> received) throws JsonProcessingException {
        DeliveryGuarantee guarantee = new DeliveryGuarantee();
        for (WebhookReceiver.Call call : received) {
            guarantee.take(call);
        }
        return guarantee;
    }

    /** Each of these alerts has come, under one id. */
    public DeliveryGuarantee everyAlertOnce(Collection<Alert> alerts) {
        assertThat(idsByVersion.keySet())
                .containsExactlyInAnyOrderElementsOf(alerts.stream()
                        .map(alert -> alert.getId() + "/" + alert.getVersion())
                        .toList());
        assertThat(idsByVersion).allSatisfy((version, ids) -> assertThat(ids).hasSize(1));
        return this;
    }

    /** The ledger says the same: exactly these ids are delivered. */
    public DeliveryGuarantee asTheLedgerSays(Collection<Delivery> deliveries) {
        assertThat(deliveries.stream()
                        .filter(delivery -> delivery.getState().equals("delivered"))
                        .map(Delivery::getId)
                        .toList())
                .containsExactlyInAnyOrderElementsOf(
                        idsByVersion.values().stream().flatMap(Set::stream).toList());
        return this;
    }

    private void take(WebhookReceiver.Call call) throws JsonProcessingException {
        JsonNode alert = AvroJson.MAPPER.readTree(call.body()).get("data");
        String id = alert.get("id").textValue();
        int version = alert.get("version").intValue();
        assertThat(version).as("order of " + id).isGreaterThanOrEqualTo(newest.getOrDefault(id, 0));
        newest.put(id, version);
        idsByVersion
                .computeIfAbsent(id + "/" + version, key -> new LinkedHashSet<>())
                .add(String.valueOf(call.header("webhook-id")));
    }
}
