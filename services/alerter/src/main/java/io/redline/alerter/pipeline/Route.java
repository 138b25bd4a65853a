package io.redline.alerter.pipeline;

import io.redline.runtime.ChannelVault;
import io.redline.runtime.DeliveryIds;
import io.redline.runtime.Ids;
import io.redline.schemas.Channel;
import io.redline.schemas.Escalation;
import io.redline.schemas.Watch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One channel of a watch, under a name that stays the same when its secret changes.
 *
 * <p>Where the address itself is the secret and no key opens it, that name cannot be had: the channel goes by another one
 * meanwhile, and by both from then on, so that what was planned before or meanwhile finds its channel.
 *
 * @param id derived from what the channel points to; {@code whileLocked} as long as that cannot be read
 * @param whileLocked derived from the host of an address that is kept sealed and its place among those; empty for another
 * @param to the channel as the watch has it now; what it names of the environment is looked up for an attempt alone
 * @param step 0 for a channel that is always told; n for the n-th that is told while nobody acknowledges
 */
record Route(String id, Optional<String> whileLocked, Channel to, int step) {

    /** The routes of a watch, in its order, then those of its escalation; a channel that is listed twice is one route. */
    static List<Route> of(Watch watch) {
        Map<String, Route> routes = new LinkedHashMap<>();
        Map<String, Integer> atHost = new HashMap<>();
        watch.getChannels().forEach(to -> add(routes, atHost, to, 0));
        Escalation escalation = watch.getEscalation();
        List<Channel> further = escalation == null ? List.of() : new ArrayList<>(escalation.getChannels());
        for (int step = 1; step <= further.size(); step++) {
            add(routes, atHost, further.get(step - 1), step);
        }
        return List.copyOf(routes.values());
    }

    /**
     * The route of a watch with this id, if it still has that. Any may be behind a locked address: that route then stands for
     * it, and nothing is sent.
     */
    static Optional<Route> of(Watch watch, String id) {
        List<Route> all = of(watch);
        return all.stream()
                .flatMap(Route::underEachName)
                .filter(route -> route.id().equals(id))
                .findFirst()
                .or(() -> all.stream().filter(Route::locked).findFirst().map(route -> route.as(id)));
    }

    /** This route by its id and, where it has another name, by that too. */
    Stream<Route> underEachName() {
        return Stream.concat(Stream.of(id), whileLocked.stream()).distinct().map(this::as);
    }

    /** True for a channel that is told only while nobody acknowledges. */
    boolean escalates() {
        return step > 0;
    }

    private boolean locked() {
        return ChannelVault.isLocked(to);
    }

    private Route as(String name) {
        return new Route(name, whileLocked, to, step);
    }

    private static void add(Map<String, Route> routes, Map<String, Integer> atHost, Channel to, int step) {
        Optional<String> whileLocked = ChannelVault.sealedHost(to)
                .map(host -> Ids.of("route", "locked", host, atHost.merge(host, 1, Integer::sum)));
        String id = whileLocked.filter(name -> ChannelVault.isLocked(to)).orElseGet(() -> DeliveryIds.route(to));
        routes.putIfAbsent(id, new Route(id, whileLocked, to, step));
    }
}
