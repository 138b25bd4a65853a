package io.redline.runtime;

import io.redline.schemas.Channel;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How the ways of an alert are named, for those who plan deliveries and those who ask for one. */
public final class DeliveryIds {

    private static final String TEST = "test";
    private static final String NOTICE = "notice";

    private DeliveryIds() {}

    /** One channel of a watch: derived from what it points to, so that it stays the same when a secret changes. */
    public static String route(Channel to) {
        String pointsTo = Stream.of(to.getTo(), to.getUrl(), to.getChannel(), to.getTopic())
                .map(part -> Objects.requireNonNullElse(part, ""))
                .collect(Collectors.joining(" "));
        return Ids.of("route", to.getType(), pointsTo);
    }

    /** One version of an alert to one route. */
    public static String delivery(String alertId, int version, String route) {
        return Ids.of("delivery", alertId, version, route);
    }

    /** An alert that is made up at this time to try the channels of a watch. */
    public static String test(String watchId, Instant at) {
        return Ids.of(TEST, watchId, at);
    }

    /** True for the id of a made-up alert. */
    public static boolean isTest(String alertId) {
        return alertId.startsWith(TEST + "-");
    }

    /** An alert that says what became of a channel with this attempt at a delivery. */
    public static String notice(String watchId, String deliveryId, int attempt) {
        return Ids.of(NOTICE, watchId, deliveryId, attempt);
    }

    /** True for the id of an alert that no article raised: only those whom it is sent to ever see it. */
    public static boolean isOurs(String alertId) {
        return isTest(alertId) || alertId.startsWith(NOTICE + "-");
    }
}
