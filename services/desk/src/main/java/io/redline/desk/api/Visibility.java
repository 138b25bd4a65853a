package io.redline.desk.api;

import io.javalin.http.Context;
import io.redline.desk.view.Selection;
import io.redline.desk.view.TopicView;
import io.redline.runtime.Caller;
import io.redline.schemas.Watch;
import java.util.function.Predicate;

/**
 * What of alerts and deliveries a caller sees: everybody's, or with a token that is bound to an owner, those of the
 * watches that this owner has now. Whatever is not seen is answered as if it were not there.
 */
final class Visibility {

    private static final String OWNER = "owner";

    private final TopicView<Watch> watches;

    Visibility(TopicView<Watch> watches) {
        this.watches = watches;
    }

    /**
     * The part of a list that the caller sees.
     *
     * @param column filter column that holds the id of the watch
     */
    Selection narrow(Context ctx, Selection selection, String column) {
        return Gatekeeper.caller(ctx)
                .owner()
                .map(owner -> selection.among(column, watches.ids(OWNER, owner)))
                .orElse(selection);
    }

    /** Tells of a watch's id whether the caller sees what belongs to the watch; may be asked after the request too. */
    Predicate<String> of(Context ctx) {
        Caller caller = Gatekeeper.caller(ctx);
        return watch ->
                caller.owner().map(owner -> watches.has(watch, OWNER, owner)).orElse(true);
    }
}
