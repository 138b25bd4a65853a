package io.redline.alerter.pipeline;

import io.redline.runtime.Ids;
import io.redline.schemas.Channel;
import io.redline.schemas.Watch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One channel of a watch, under a name that stays the same when its secret changes.
 *
 * @param id derived from what the channel points to
 * @param to the channel as the watch has it now
 */
record Route(String id, Channel to) {

    /** The routes of a watch, in its order; a channel that is listed twice is one route. */
    static List<Route> of(Watch watch) {
        Map<String, Route> routes = new LinkedHashMap<>();
        for (Channel to : watch.getChannels()) {
            String id = Ids.of("route", to.getType(), pointsTo(to));
            routes.putIfAbsent(id, new Route(id, to));
        }
        return List.copyOf(routes.values());
    }

    private static String pointsTo(Channel to) {
        return Stream.of(to.getTo(), to.getUrl(), to.getChannel(), to.getTopic())
                .map(part -> Objects.requireNonNullElse(part, ""))
                .collect(Collectors.joining(" "));
    }
}
