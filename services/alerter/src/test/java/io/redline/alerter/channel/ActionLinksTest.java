package io.redline.alerter.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.redline.alerter.Fixtures;
import io.redline.alerter.HandClock;
import io.redline.alerter.channel.ActionLinks.ActionLink;
import io.redline.runtime.DeliveryIds;
import io.redline.runtime.LinkClaim;
import io.redline.runtime.LinkVerdict;
import io.redline.runtime.SignedLinks;
import io.redline.schemas.Alert;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ActionLinksTest {

    private static final String PERSON = "desk@example.org";

    private final HandClock clock = new HandClock();
    private final ActionLinks links = new ActionLinks(Optional.of(Fixtures.links()), clock);

    @Test
    void eachLinkAllowsOneActOnOneAlertForAWeek() {
        List<ActionLink> offered = links.of(event("a", "alert.created"), PERSON);
        assertThat(offered).extracting(ActionLink::text).containsExactly("Acknowledge", "Claim", "Snooze 1 h");
        assertThat(claim(offered.get(0)))
                .isEqualTo(new LinkClaim(
                        LinkClaim.Act.ACK,
                        "w",
                        "a",
                        "webhook:desk.example",
                        PERSON,
                        clock.instant().plus(SignedLinks.LIFETIME)));
        assertThat(claim(offered.get(1)).act()).isEqualTo(LinkClaim.Act.CLAIM);
        assertThat(claim(offered.get(2)).act()).isEqualTo(LinkClaim.Act.SNOOZE);
    }

    @Test
    void nothingCanBeDoneAboutATestANoticeOrWhatIsTakenBackOrSeveralAtOnce() {
        Instant now = clock.instant();
        assertThat(links.of(event(DeliveryIds.test("w", now), "alert.created"), PERSON))
                .isEmpty();
        assertThat(links.of(event(DeliveryIds.notice("w", "d", 1), "alert.created"), PERSON))
                .isEmpty();
        assertThat(links.of(event("a", "alert.retracted"), PERSON)).isEmpty();
        Event one = event("a", "alert.digest");
        Event.Digest digest = new Event.Digest(now, now, 1, List.of(one.alert()), false);
        assertThat(links.of(new Event(one.delivery(), one.alert(), one.to(), digest, null), PERSON))
                .isEmpty();
    }

    @Test
    void withoutAKeyThereAreNone() {
        ActionLinks unsigned = new ActionLinks(Optional.empty(), clock);
        assertThat(unsigned.of(event("a", "alert.created"), PERSON)).isEmpty();
        assertThat(unsigned.unsubscribe(event("a", "alert.created"), PERSON)).isEmpty();
    }

    private LinkClaim claim(ActionLink link) {
        String path = link.to().getPath();
        LinkVerdict verdict = Fixtures.links().verify(path.substring(path.lastIndexOf('/') + 1), clock.instant());
        assertThat(verdict).isInstanceOf(LinkVerdict.Valid.class);
        return ((LinkVerdict.Valid) verdict).claim();
    }

    private Event event(String alertId, String type) {
        Alert alert = Fixtures.alert(alertId, "w", 1, "new", clock.instant());
        return new Event(Fixtures.delivery("d", alert, type), alert, Fixtures.email(PERSON));
    }
}
