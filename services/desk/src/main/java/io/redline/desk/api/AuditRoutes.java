package io.redline.desk.api;

import io.javalin.http.Context;
import io.redline.desk.audit.AuditTrail;
import io.redline.runtime.Scope;
import java.util.List;
import java.util.Map;

/** The call that tells who changed what. */
final class AuditRoutes {

    private final AuditTrail audit;

    AuditRoutes(AuditTrail audit) {
        this.audit = audit;
    }

    List<Route> routes() {
        return List.of(Route.get("/api/audit", this::list).with(Scope.ADMIN));
    }

    private void list(Context ctx) {
        Parameters parameters = Parameters.of(ctx, "by", "action", "subject", "since", "limit", "before");
        Answers.list(
                ctx,
                audit.list(parameters.selection(Map.of(
                        "by", parameters.text("by"),
                        "action", parameters.text("action"),
                        "subject", parameters.text("subject")))));
    }
}
