package io.redline.desk.api;

import static io.redline.desk.DeskFixture.NOW;
import static io.redline.desk.DeskFixture.alert;
import static io.redline.desk.DeskFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.redline.desk.DeskFixture;
import io.redline.runtime.AvroJson;
import io.redline.runtime.LinkClaim;
import io.redline.runtime.LinkClaim.Act;
import io.redline.runtime.Settings;
import io.redline.runtime.SignedLinks;
import io.redline.schemas.Alert;
import io.redline.schemas.ArticleRef;
import io.redline.schemas.Channel;
import io.redline.schemas.Escalation;
import io.redline.schemas.Watch;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signed links: what they do, once, and that nobody can make, change or replay one. */
class ActRoutesTest {

    private static final String TOKEN = "a-token-nobody-sends";
    private static final String KEY = "a-key-of-at-least-thirty-two-characters";
    private static final String OTHER_KEY = "another-key-of-thirty-two-characters-or-more";
    private static final String PERSON = "ann@desk.example";

    private DeskFixture desk;

    @BeforeEach
    void open(@TempDir Path directory) {
        desk = DeskFixture.in(directory, SignedLinks.LINK_KEY.name(), KEY, "REDLINE_API_TOKENS", TOKEN);
        desk.raise(alert("a", "w", 1));
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void openingALinkChangesNothingAndShowsAButton() throws Exception {
        HttpResponse<String> page = desk.get(link(Act.ACK));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page.body()).contains("<form method=\"post\"><button>Acknowledge</button>", PERSON, "A headline");
        assertThat(state()).isEqualTo("new");
        assertThat(audit()).isEmpty();
    }

    @Test
    void thePageLoadsAStyleSheetAndNothingElse() throws Exception {
        HttpResponse<String> page = desk.get(link(Act.ACK));
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none';")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(page.body()).doesNotContain("<script", "style=");
        assertThat(desk.get("/act.css").statusCode()).isEqualTo(200);
    }

    @Test
    void markupInAHeadlineIsShownAsText() throws Exception {
        Alert alert = alert("m", "w", 1);
        alert.setArticle(
                new ArticleRef("urn:m", 1, "</p><script>alert('x')</script>", "Test Wire", null, DeskFixture.NOW));
        desk.raise(alert);
        assertThat(desk.get(link(Act.ACK, "m", KEY, NOW.plusSeconds(60))).body())
                .doesNotContain("<script")
                .contains("&lt;/p&gt;&lt;script&gt;alert(&#39;x&#39;)");
    }

    @Test
    void theButtonAcknowledgesInTheNameOfThePerson() throws Exception {
        HttpResponse<String> done = press(link(Act.ACK));
        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(done.body()).contains("acknowledged").doesNotContain("<form");
        JsonNode ack = json(desk.send("GET", "/api/alerts/a", null, "Authorization", "Bearer " + TOKEN))
                .path("ack");
        assertThat(ack.path("by").asText()).isEqualTo(PERSON);
        assertThat(ack.path("claimed").asBoolean()).isFalse();
        assertThat(audit()).singleElement().satisfies(entry -> {
            assertThat(entry.path("by").asText()).isEqualTo(PERSON);
            assertThat(entry.path("action").asText()).isEqualTo("alert.acknowledged");
            assertThat(entry.path("subject").asText()).isEqualTo("a");
        });
    }

    @Test
    void aLinkUsedTwiceSaysWhoHasUsedItAndChangesNothing() throws Exception {
        String link = link(Act.SNOOZE);
        press(link);
        HttpResponse<String> again = press(link);
        assertThat(again.body())
                .contains("This was done by " + PERSON, "nothing changes")
                .doesNotContain("<form");
        assertThat(desk.get(link).body()).contains("This was done by " + PERSON).doesNotContain("<form");
        assertThat(silences()).hasSize(1);
        assertThat(audit()).hasSize(1);
    }

    @Test
    void aSnoozeThatWasEndedIsNotBroughtBackByItsLink() throws Exception {
        String link = link(Act.SNOOZE);
        press(link);
        String id = silences().get(0).path("id").asText();
        desk.send("DELETE", "/api/silences/" + id, null, "Authorization", "Bearer " + TOKEN);
        press(link);
        assertThat(silences()).isEmpty();
    }

    @Test
    void anAcknowledgedAlertCanStillBeClaimedAndAClaimedOneTellsByWhom() throws Exception {
        press(link(Act.ACK));
        press(link(Act.CLAIM));
        JsonNode alert = json(desk.send("GET", "/api/alerts/a", null, "Authorization", "Bearer " + TOKEN));
        assertThat(alert.path("ack").path("claimed").asBoolean()).isTrue();
        String another = link(Act.CLAIM, "a", KEY, NOW.plusSeconds(61));
        assertThat(press(another).body()).contains("Claimed by " + PERSON, "nothing changes");
    }

    @Test
    void forgedLinksDoNothing() throws Exception {
        String right = link(Act.ACK);
        for (String forged : List.of(
                link(Act.ACK, "a", OTHER_KEY, NOW.plusSeconds(60)),
                right.substring(0, right.length() - 2) + (right.endsWith("AA") ? "BB" : "AA"),
                right + "A",
                "/act/none",
                "/act/" + "A".repeat(3_000))) {
            HttpResponse<String> page = press(forged);
            assertThat(page.statusCode()).as(forged).isEqualTo(403);
            assertThat(page.body()).doesNotContain("<form");
            assertThat(desk.get(forged).statusCode()).isEqualTo(403);
        }
        assertThat(state()).isEqualTo("new");
        assertThat(audit()).isEmpty();
    }

    @Test
    void expiredLinksDoNothing() throws Exception {
        String expired = link(Act.ACK, "a", KEY, NOW);
        assertThat(desk.get(expired).statusCode()).isEqualTo(410);
        assertThat(press(expired).statusCode()).isEqualTo(410);
        assertThat(state()).isEqualTo("new");
    }

    @Test
    void aLinkToWhatIsGoneSaysSo() throws Exception {
        assertThat(desk.get(link(Act.ACK, "gone", KEY, NOW.plusSeconds(60))).statusCode())
                .isEqualTo(404);
    }

    @Test
    void aLinkIsNoTokenForTheApi() throws Exception {
        String token = link(Act.ACK).substring(SignedLinks.PATH.length());
        assertThat(desk.send("POST", "/api/alerts/a/ack", "{\"by\":\"x\"}", "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void oneClickOfAMailProgramTakesTheChannelOutOfTheWatch() throws Exception {
        Channel hers = mail(PERSON);
        Channel his = mail("bob@desk.example");
        Watch watch = Watch.newBuilder()
                .setId("w")
                .setName("Harbour")
                .setChannels(List.of(hers, his))
                .setUrgentAt(2)
                .setEscalation(new Escalation("PT5M", List.of(mail(PERSON))))
                .build();
        desk.append(desk.model.watches(), "w", watch);
        String link = link(Act.UNSUBSCRIBE);
        assertThat(desk.get(link).body()).contains("alerts of &quot;Harbour&quot;", "<button>Unsubscribe</button>");

        HttpResponse<String> done = desk.send(
                "POST", link, "List-Unsubscribe=One-Click", "Content-Type", "application/x-www-form-urlencoded");

        assertThat(done.statusCode()).isEqualTo(200);
        JsonNode stored = json(desk.send("GET", "/api/watches/w", null, "Authorization", "Bearer " + TOKEN));
        assertThat(stored.path("channels").findValuesAsText("to")).containsExactly("bob@desk.example");
        assertThat(stored.path("escalation").isNull()).isTrue();
        assertThat(stored.path("revision").asInt()).isEqualTo(2);
        assertThat(audit().get(0).path("action").asText()).isEqualTo("watch.unsubscribed");
    }

    @Test
    void withoutAKeyThereAreNoLinks(@TempDir Path directory) throws Exception {
        desk.close();
        desk = DeskFixture.in(directory);
        desk.raise(alert("a", "w", 1));
        assertThat(press(link(Act.ACK)).statusCode()).isEqualTo(403);
    }

    private HttpResponse<String> press(String link) throws Exception {
        // As a browser sends the form of a page without a referrer.
        return desk.send("POST", link, "", "Content-Type", "application/x-www-form-urlencoded", "Origin", "null");
    }

    private static String link(Act act) {
        return link(act, "a", KEY, NOW.plusSeconds(60));
    }

    private static String link(Act act, String alert, String key, Instant expires) {
        SignedLinks links = SignedLinks.of(Settings.of(Map.of(SignedLinks.LINK_KEY.name(), key)))
                .orElseThrow();
        return links.link(new LinkClaim(
                        act, "w", act == Act.UNSUBSCRIBE ? "" : alert, "email:" + PERSON, PERSON, expires))
                .getRawPath();
    }

    private static Channel mail(String to) {
        return Channel.newBuilder().setType("email").setTo(to).build();
    }

    private String state() {
        return AvroJson.read(desk.model.alerts().newest("a").orElseThrow())
                .path("state")
                .asText();
    }

    private JsonNode audit() throws Exception {
        return json(desk.send("GET", "/api/audit", null, "Authorization", "Bearer " + TOKEN))
                .path("items");
    }

    private JsonNode silences() throws Exception {
        return json(desk.send("GET", "/api/silences", null, "Authorization", "Bearer " + TOKEN))
                .path("items");
    }
}
