package io.redline.desk.api;

import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.redline.runtime.Health;
import io.redline.runtime.HealthServer;
import io.redline.runtime.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Calls on the desk itself: health, metrics, and the description of the API. */
final class SystemRoutes {

    private final Health health;
    private final PrometheusMeterRegistry metrics;

    SystemRoutes(Health health, PrometheusMeterRegistry metrics) {
        this.health = health;
        this.metrics = metrics;
    }

    List<Route> routes() {
        return List.of(
                Route.open("/health/live", ctx -> Answers.json(ctx, "{\"status\":\"live\"}")),
                Route.open("/health/ready", this::ready),
                Route.open("/metrics", this::metrics).with(Route.Access.TOKEN),
                Route.open("/api/openapi.json", SystemRoutes::description).with(Route.Access.TOKEN));
    }

    private void ready(Context ctx) {
        Map<String, String> faults = health.faults();
        ctx.status(faults.isEmpty() ? 200 : 503);
        Answers.json(ctx, HealthServer.readiness(faults).toString());
    }

    private void metrics(Context ctx) {
        if (!Gatekeeper.caller(ctx).mayForAll(Scope.READ)) {
            throw new ProblemException(new Problem(
                    403, "Scope needed", "Metrics are of all watches: this takes a token that is bound to no owner"));
        }
        ctx.contentType("text/plain; version=0.0.4; charset=utf-8").result(metrics.scrape());
    }

    private static void description(Context ctx) throws IOException {
        try (InputStream in = SystemRoutes.class.getResourceAsStream("/openapi.json")) {
            Answers.json(ctx, new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
