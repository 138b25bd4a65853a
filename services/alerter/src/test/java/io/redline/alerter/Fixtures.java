package io.redline.alerter;

import io.redline.runtime.Settings;
import io.redline.runtime.SignedLinks;
import io.redline.schemas.Alert;
import io.redline.schemas.AlertTimes;
import io.redline.schemas.ArticleRef;
import io.redline.schemas.Channel;
import io.redline.schemas.Delivery;
import io.redline.schemas.StoryRef;
import io.redline.schemas.Term;
import io.redline.schemas.Watch;
import io.redline.schemas.WatchRef;
import io.redline.schemas.internal.LedgerEntry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Alerts and watches to test with. */
public final class Fixtures {

    /** A signing secret that no receiver outside tests knows. */
    public static final String SECRET = "whsec_c2VjcmV0LW9mLXRoZS1oYXJib3VyLXBpbG90cw==";

    /** The key of an operator who has set one. */
    public static final String LINK_KEY = "the-key-of-the-harbour-pilots-001";

    private Fixtures() {}

    /** A watch that tells these channels everything at once. */
    public static Watch watch(String id, Channel... channels) {
        return Watch.newBuilder()
                .setId(id)
                .setName("Harbour talks")
                .setQuery("harbour AND talks")
                .setChannels(List.of(channels))
                .setFollowUps("PT0S")
                .build();
    }

    /** A webhook channel. */
    public static Channel webhook(String url) {
        return Channel.newBuilder()
                .setType("webhook")
                .setUrl(url)
                .setSecret(SECRET)
                .build();
    }

    /** A Slack channel. */
    public static Channel slack(String url) {
        return Channel.newBuilder().setType("slack").setUrl(url).build();
    }

    /** An e-mail channel. */
    public static Channel email(String to) {
        return Channel.newBuilder().setType("email").setTo(to).build();
    }

    /** The first version of an alert of a watch, detected now. */
    public static Alert alert(String id, String watchId) {
        return alert(id, watchId, 1, "new", Instant.now().truncatedTo(ChronoUnit.MILLIS));
    }

    /** An alert. */
    public static Alert alert(String id, String watchId, int version, String state, Instant detectedAt) {
        String headline = "Harbour talks resume after pilots' walkout";
        return Alert.newBuilder()
                .setId(id)
                .setVersion(version)
                .setState(state)
                .setKind("keyword")
                .setWatch(new WatchRef(watchId, "Harbour talks"))
                .setArticle(ArticleRef.newBuilder()
                        .setId("urn:test:1")
                        .setVersion(1)
                        .setHeadline(headline)
                        .setSource("Coast Wire")
                        .setUrl("https://news.example/harbour")
                        .setPublishedAt(detectedAt)
                        .build())
                .setStory(new StoryRef("story-1", 2, 2))
                .setTerms(List.of(new Term("Harbour", "headline", 0, 7), new Term("talks", "headline", 8, 13)))
                .setExcerpt("The harbour talks are to resume on Monday, both sides said.")
                .setReason("\"harbour AND talks\" matched the headline")
                .setAt(new AlertTimes(detectedAt, detectedAt, detectedAt, null))
                .build();
    }

    /** Links of an operator who has set a key. */
    public static SignedLinks links() {
        return SignedLinks.of(Settings.of(
                        Map.of("REDLINE_LINK_KEY", LINK_KEY, "REDLINE_PUBLIC_URL", "https://redline.example.org")))
                .orElseThrow();
    }

    /** A line of the ledger for a delivery, planned at this time and due then. */
    public static LedgerEntry entry(Delivery delivery, String route, Instant at, @Nullable Alert alert) {
        return LedgerEntry.newBuilder()
                .setDelivery(delivery)
                .setRoute(route)
                .setPlannedAt(at)
                .setDueAt(at)
                .setAlert(alert)
                .build();
    }

    /** A pending delivery of an alert. */
    public static Delivery delivery(String id, Alert alert, String event) {
        return Delivery.newBuilder()
                .setId(id)
                .setAlertId(alert.getId())
                .setAlertVersion(alert.getVersion())
                .setWatchId(alert.getWatch().getId())
                .setChannel("webhook")
                .setEndpoint("desk.example")
                .setEvent(event)
                .setState("pending")
                .setAt(alert.getAt().getDetectedAt())
                .build();
    }
}
