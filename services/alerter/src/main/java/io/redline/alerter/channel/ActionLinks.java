package io.redline.alerter.channel;

import io.redline.runtime.DeliveryIds;
import io.redline.runtime.LinkClaim;
import io.redline.runtime.LinkClaim.Act;
import io.redline.runtime.SignedLinks;
import io.redline.schemas.Alert;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The links with which those who read a message act on what it tells; none where the operator has set no key. */
public final class ActionLinks {

    private final Optional<SignedLinks> links;
    private final InstantSource clock;

    /**
     * A link in a message.
     *
     * @param text what it does, as a reader sees it
     */
    public record ActionLink(String text, URI to) {}

    /** Signs links with this, if there is a key. */
    public ActionLinks(Optional<SignedLinks> links, InstantSource clock) {
        this.links = links;
        this.clock = clock;
    }

    /**
     * What a reader may do about the alert of an event: nothing about several at once, nothing about what has been taken back,
     * and nothing about a test or a notice, which is no alert to anybody but its reader.
     *
     * @param person whom the message goes to, as colleagues read it
     */
    public List<ActionLink> of(Event event, String person) {
        if (links.isEmpty()
                || event.digest() != null
                || event.type().equals("alert.retracted")
                || DeliveryIds.isOurs(event.alert().getId())) {
            return List.of();
        }
        return List.of(
                new ActionLink("Acknowledge", link(links.get(), Act.ACK, event, person)),
                new ActionLink("Claim", link(links.get(), Act.CLAIM, event, person)),
                new ActionLink("Snooze 1 h", link(links.get(), Act.SNOOZE, event, person)));
    }

    /** The link that takes the reader's channel out of the watch. */
    public Optional<URI> unsubscribe(Event event, String person) {
        return links.map(signed -> link(signed, Act.UNSUBSCRIBE, event, person));
    }

    private URI link(SignedLinks signed, Act act, Event event, String person) {
        Alert alert = event.alert();
        return signed.link(new LinkClaim(
                act,
                alert.getWatch().getId(),
                act == Act.UNSUBSCRIBE ? "" : alert.getId(),
                event.delivery().getChannel() + ":" + event.delivery().getEndpoint(),
                person,
                clock.instant().plus(SignedLinks.LIFETIME)));
    }
}
