package io.redline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What holds whatever is killed, and when: written once, checked by every test that kills something. */
enum Guarantee {

    /** Every accepted article is alerted, and every alert is told. */
    NOTHING_LOST {
        @Override
        void verify(Evidence evidence) {
            Set<String> alerted =
                    evidence.alerts().stream().map(Guarantee::article).collect(Collectors.toSet());
            Set<String> told = evidence.events().stream()
                    .map(event -> article(event.alert()))
                    .collect(Collectors.toSet());
            assertThat(alerted).as("articles alerted").containsAll(evidence.accepted());
            assertThat(told).as("articles told").containsAll(evidence.accepted());
        }
    },

    /**
     * No version of an alert stands on the topic twice, no article raises two alerts, and an event that a kill cut off
     * between sending and noting is sent again under the same {@code webhook-id}, by which its receiver drops it.
     */
    NOTHING_TWICE {
        @Override
        void verify(Evidence evidence) {
            assertThat(evidence.alerts().stream().map(Guarantee::version)).doesNotHaveDuplicates();
            assertThat(evidence.alerts().stream()
                            .collect(Collectors.groupingBy(
                                    Guarantee::article, Collectors.mapping(Guarantee::id, Collectors.toSet())))
                            .values())
                    .as("alerts of an article")
                    .allSatisfy(alerts -> assertThat(alerts).hasSize(1));
            Map<String, String> eventOf = new HashMap<>();
            for (WebhookReceiver.Received event : evidence.events()) {
                String before = eventOf.putIfAbsent(event.type() + " " + version(event.alert()), event.id());
                assertThat(before == null || before.equals(event.id()))
                        .as("one webhook-id for %s", version(event.alert()))
                        .isTrue();
            }
        }
    },

    /** The versions of an alert are told in their order. */
    ORDER_KEPT {
        @Override
        void verify(Evidence evidence) {
            Map<String, Integer> newest = new LinkedHashMap<>();
            for (WebhookReceiver.Received event : evidence.events()) {
                int version = event.alert().path("version").asInt();
                int before = newest.merge(id(event.alert()), version, Math::max);
                assertThat(version).as("version of %s told", id(event.alert())).isGreaterThanOrEqualTo(before);
            }
        }
    };

    /** All of them. */
    static void verifyAll(Evidence evidence) {
        List.of(values()).forEach(guarantee -> guarantee.verify(evidence));
    }

    /** Fails with what was seen when the guarantee does not hold. */
    abstract void verify(Evidence evidence);

    private static String article(JsonNode alert) {
        return alert.at("/article/id").asText();
    }

    private static String id(JsonNode alert) {
        return alert.path("id").asText();
    }

    private static String version(JsonNode alert) {
        return id(alert) + " v" + alert.path("version").asInt();
    }
}
