package io.redline.desk.api;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.redline.desk.alert.LinkDesk;
import io.redline.runtime.LinkClaim;
import io.redline.runtime.LinkVerdict;
import io.redline.runtime.Scope;
import io.redline.runtime.SignedLinks;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Signed links, opened by people and by the scanners of their mail servers: to open one shows what it would do, and only
 * its button, or the one-click request of a mail program (RFC 8058), does it. Answers are pages, since people read them.
 */
final class ActRoutes {

    private static final String PATH = SignedLinks.PATH + "{token}";

    private final Optional<SignedLinks> links;
    private final LinkDesk desk;
    private final InstantSource clock;

    /** Accepts links signed with these keys; none at all where no key is set. */
    ActRoutes(Optional<SignedLinks> links, LinkDesk desk, InstantSource clock) {
        this.links = links;
        this.desk = desk;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                new Route(HandlerType.GET, PATH, Route.Access.LINK, Scope.READ, Route.Body.NONE, this::look),
                new Route(HandlerType.POST, PATH, Route.Access.LINK, Scope.WRITE, Route.Body.NONE, this::act));
    }

    private void look(Context ctx) throws InterruptedException {
        Parameters.of(ctx);
        String token = ctx.pathParam("token");
        claim(ctx, token).ifPresent(claim -> answer(ctx, claim, desk.look(token, claim)));
    }

    private void act(Context ctx) throws InterruptedException {
        Parameters.of(ctx);
        String token = ctx.pathParam("token");
        Optional<LinkClaim> claim = claim(ctx, token);
        if (claim.isPresent()) {
            answer(ctx, claim.get(), desk.act(token, claim.get()));
        }
    }

    /** What the link allows now; otherwise the request is answered with why it allows nothing. */
    private Optional<LinkClaim> claim(Context ctx, String token) {
        LinkVerdict verdict =
                links.map(signed -> signed.verify(token, clock.instant())).orElseGet(LinkVerdict.Forged::new);
        if (verdict instanceof LinkVerdict.Valid valid) {
            return Optional.of(valid.claim());
        }
        if (verdict instanceof LinkVerdict.Expired) {
            new ActPage(410, "This link has expired", "Open the console instead.", Optional.empty()).answer(ctx);
        } else {
            new ActPage(
                            403,
                            "This link is not valid",
                            "It was changed on its way, or signed with a key that is no longer in use. Open the console"
                                    + " instead.",
                            Optional.empty())
                    .answer(ctx);
        }
        return Optional.empty();
    }

    private static void answer(Context ctx, LinkClaim claim, LinkDesk.Outcome outcome) {
        String sentence = outcome.sentence();
        ActPage page;
        if (outcome instanceof LinkDesk.Open) {
            page = new ActPage(200, "One more click", sentence, Optional.of(button(claim.act())));
        } else if (outcome instanceof LinkDesk.Done) {
            page = new ActPage(200, "Done", sentence, Optional.empty());
        } else if (outcome instanceof LinkDesk.Before) {
            page = new ActPage(200, "Done before", sentence, Optional.empty());
        } else {
            page = new ActPage(404, "No longer there", sentence, Optional.empty());
        }
        page.answer(ctx);
    }

    private static String button(LinkClaim.Act act) {
        return switch (act) {
            case ACK -> "Acknowledge";
            case CLAIM -> "Claim";
            case SNOOZE -> "Snooze";
            case UNSUBSCRIBE -> "Unsubscribe";
        };
    }
}
