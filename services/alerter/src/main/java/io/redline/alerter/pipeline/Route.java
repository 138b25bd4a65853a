package io.redline.alerter.pipeline;

import io.redline.runtime.DeliveryIds;
import io.redline.schemas.Channel;
import io.redline.schemas.Escalation;
import io.redline.schemas.Watch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One channel of a watch, under a name that stays the same when its secret changes.
 *
 * @param id derived from what the channel points to
 * @param to the channel as the watch has it now; what it names of the environment is looked up for an attempt alone
 * @param step 0 for a channel that is always told; n for the n-th that is told while nobody acknowledges
 */
record Route(String id, Channel to, int step) {

    /** The routes of a watch, in its order, then those of its escalation; a channel that is listed twice is one route. */
    static List<Route> of(Watch watch) {
        Map<String, Route> routes = new LinkedHashMap<>();
        watch.getChannels().forEach(to -> add(routes, to, 0));
        Escalation escalation = watch.getEscalation();
        List<Channel> further = escalation == null ? List.of() : new ArrayList<>(escalation.getChannels());
        for (int step = 1; step <= further.size(); step++) {
            add(routes, further.get(step - 1), step);
        }
        return List.copyOf(routes.values());
    }

    /** The route of a watch with this id, if it still has that. */
    static Optional<Route> of(Watch watch, String id) {
        return of(watch).stream().filter(route -> route.id().equals(id)).findFirst();
    }

    /** True for a channel that is told only while nobody acknowledges. */
    boolean escalates() {
        return step > 0;
    }

    private static void add(Map<String, Route> routes, Channel to, int step) {
        String id = DeliveryIds.route(to);
        routes.putIfAbsent(id, new Route(id, to, step));
    }
}
