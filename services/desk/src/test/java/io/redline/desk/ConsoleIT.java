package io.redline.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.redline.runtime.LinkClaim;
import io.redline.runtime.Settings;
import io.redline.runtime.SignedLinks;
import io.redline.schemas.Alert;
import io.redline.schemas.ArticleRef;
import io.redline.schemas.Channel;
import io.redline.schemas.Delivery;
import io.redline.schemas.Escalation;
import io.redline.schemas.Term;
import io.redline.schemas.Watch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The console in a real browser, against a real desk that has no Kafka behind it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleIT {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final double PATIENCE_MILLIS = 30_000;
    private static final String TOKEN = "a-token-for-this-test";

    private Playwright playwright;
    private Browser browser;
    private Page page;
    private DeskFixture desk;

    @TempDir
    private Path linked;

    private final List<String> faults = new ArrayList<>();

    @BeforeAll
    void openBrowser() {
        assumeTrue(
                Files.isExecutable(CHROMIUM),
                "The console's tests need Chromium at " + CHROMIUM + " (on Debian: the package \"chromium\")");
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of("--no-sandbox", "--disable-gpu")));
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    }

    @AfterAll
    void closeBrowser() {
        if (playwright != null) {
            playwright.close();
        }
    }

    @BeforeEach
    void openConsole(@TempDir Path directory) {
        faults.clear();
        desk = DeskFixture.in(directory);
        page = opened();
        assertThat(connection()).hasAttribute("data-state", "live");
    }

    @AfterEach
    void close() {
        page.close();
        desk.close();
        assertThat(faults).isEmpty();
    }

    @Test
    void alertsArriveLiveWithoutAReloadNewestOnTop() {
        desk.raise(DeskFixture.alert("first", "w", 1));
        assertThat(row("first")).isVisible();
        page.evaluate("window.notReloaded = true");

        desk.raise(DeskFixture.alert("second", "w", 2));

        assertThat(rows().first()).hasAttribute("data-id", "second");
        assertThat(rows()).hasCount(2);
        assertThat(page).hasTitle("(2) Redline");
        assertThat(page.evaluate("window.notReloaded")).isEqualTo(true);
    }

    @Test
    void alertsRaisedBeforeAreThere() {
        desk.raise(DeskFixture.alert("before", "w", 1));

        page.reload();

        assertThat(row("before")).isVisible();
        assertThat(page).hasTitle("Redline");
    }

    @Test
    void matchedWordsAreMarkedInHeadlineAndExcerpt() {
        Alert alert = headlined("marked", "Owners draw a red line as talks open");
        alert.setTerms(List.of(
                new Term("red line", "headline", 14, 22),
                new Term("talks", "headline", 26, 31),
                new Term("negotiating", "body", 400, 411)));
        alert.setExcerpt("They were negotiating all night.");

        desk.raise(alert);

        assertThat(row("marked").locator(".headline mark")).hasText(new String[] {"red line", "talks"});
        assertThat(row("marked").locator(".excerpt mark")).hasText("negotiating");
    }

    @Test
    void markupInAHeadlineIsShownAsText() {
        String headline = "<img src=x onerror=\"window.hacked=1\"><b>Owners</b> & <script>window.hacked=1</script>";
        Alert alert = headlined("markup", headline);
        alert.getArticle().setUrl("javascript:window.hacked=1");
        alert.setExcerpt(headline);
        alert.setReason(headline);

        desk.raise(alert);
        row("markup").click();

        assertThat(row("markup").locator(".headline")).hasText(headline);
        assertThat(page.locator("#detail h2")).hasText(headline);
        assertThat(page.locator("#main img, #main b, #main script, #detail a[href^=javascript], #alerts a[href]"))
                .hasCount(0);
        assertThat(page.evaluate("window.hacked === undefined")).isEqualTo(true);
    }

    @Test
    void aRestartOfTheDeskLosesNothingAndDoublesNothing(@TempDir Path directory) {
        String port = Integer.toString(desk.api.port());
        desk.close();
        desk = DeskFixture.in(directory, "REDLINE_HTTP_PORT", port);
        assertThat(connection()).hasAttribute("data-state", "live");
        desk.raise(DeskFixture.alert("before", "w", 1));
        assertThat(row("before")).isVisible();

        desk.close();
        assertThat(connection()).hasAttribute("data-state", Pattern.compile("reconnecting|away"));
        desk = DeskFixture.in(directory, "REDLINE_HTTP_PORT", port);
        desk.raise(DeskFixture.alert("meanwhile", "w", 2));
        assertThat(connection()).hasAttribute("data-state", "live");
        desk.raise(DeskFixture.alert("after", "w", 3));

        assertThat(row("after")).isVisible();
        assertThat(row("meanwhile")).isVisible();
        assertThat(rows()).hasCount(3);
        forgive("Failed to load resource");
    }

    @Test
    void aNewVersionChangesItsAlertInPlace() {
        desk.raise(headlined("moving", "Owners meet dockers"));
        assertThat(row("moving")).hasAttribute("data-version", "1");
        Alert killed = headlined("moving", "Owners meet dockers");
        killed.setVersion(2);
        killed.setState("retracted");
        killed.setReason("The source has killed this article.");

        desk.raise(killed);

        assertThat(row("moving")).hasAttribute("data-state", "retracted");
        assertThat(row("moving").locator(".takenback")).hasText("The source has killed this article.");
        assertThat(row("moving").locator(".headline")).hasCSS("text-decoration-line", "line-through");
        assertThat(rows()).hasCount(1);
    }

    @Test
    void anAcknowledgementSaysWhoTookTheAlert() {
        desk.raise(DeskFixture.alert("urgent", "w", 1));
        assertThat(row("urgent")).isVisible();

        page.keyboard().press("j");
        page.keyboard().press("a");
        page.locator("#ack-by").fill("Mara");
        page.locator("#ack-by").press("Enter");

        assertThat(row("urgent")).hasAttribute("data-state", "acked");
        assertThat(row("urgent").locator(".badge")).hasText("acknowledged by Mara");
        assertThat(page).hasTitle("Redline");
    }

    @Test
    void alertsAreFilteredByKindAndText() {
        desk.raise(headlined("one", "Owners meet dockers"));
        desk.raise(headlined("two", "Ferry line to reopen"));
        assertThat(rows()).hasCount(2);

        page.keyboard().press("/");
        page.keyboard().type("ferry");
        assertThat(rows()).hasCount(1);
        assertThat(row("two")).isVisible();

        page.locator("#filters >> text=Shift").click();
        assertThat(rows()).hasCount(0);
        assertThat(page.locator("#empty")).hasText("No alert meets the filter.");
    }

    @Test
    void aWatchIsAddedAndAWrongQueryIsShownWhereItIsWrong() {
        page.keyboard().press("3");
        page.locator("#new-watch").click();
        page.locator("#watch-editor [name=name]").fill("Harbour <b>talks</b>");
        page.locator("#watch-editor [name=query]").fill("talks AND (harbour");
        assertThat(page.locator("#lint")).containsText("cannot be read at column");

        page.locator("#watch-editor [name=query]").fill("talks AND (harbour OR dockers)");
        assertThat(page.locator("#lint")).containsText("articles would have met it");
        page.locator("#watch-editor [type=submit]").click();

        assertThat(page.locator(".watch-name")).hasText("Harbour <b>talks</b>");
        forgive("400");
        assertThat(page.locator(".watch .query")).hasText("talks AND (harbour OR dockers)");
    }

    @Test
    void anAlertIsClaimedAndSnoozedAndTheSilenceIsEnded() {
        desk.raise(DeskFixture.alert("mine", "w", 1));
        row("mine").click();
        page.locator("#detail").getByText("Snooze").click();
        page.locator("#snooze-by").fill("Ann");
        page.locator("#snooze-reason").fill("Lunch <b>break</b>");
        page.locator("#snooze-dialog [type=submit]").click();
        assertThat(page.locator(".toast")).containsText("Nobody is told more of it");

        page.locator("#detail").getByText("Claim").click();
        page.locator("#ack-ok").click();
        assertThat(row("mine")).hasAttribute("data-state", "acked");
        assertThat(row("mine")).containsText("claimed by Ann");
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "console-alert.png")));

        page.keyboard().press("3");
        assertThat(page.locator("#silence-list .reason")).hasText("Ann: Lunch <b>break</b>");
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "console-silences.png")));
        page.locator("#silence-list button").click();
        assertThat(page.locator("#silences")).isHidden();
    }

    @Test
    void whyAChannelWasNotToldStandsBesideTheAlert() {
        desk.raise(DeskFixture.alert("held", "w", 1));
        desk.append(
                desk.model.deliveries(),
                "held",
                Delivery.newBuilder()
                        .setId("d")
                        .setAlertId("held")
                        .setAlertVersion(1)
                        .setWatchId("w")
                        .setChannel("email")
                        .setEndpoint("desk@desk.example")
                        .setEvent("alert.created")
                        .setState("held")
                        .setDecision("muted-by")
                        .setReason("<script>window.hacked=1</script> Ann silenced it.")
                        .setAt(DeskFixture.NOW)
                        .build());
        row("held").click();

        assertThat(page.locator(".delivery")).containsText("held (muted by)");
        assertThat(page.locator(".delivery .reason")).hasText("<script>window.hacked=1</script> Ann silenced it.");
        assertThat(page.evaluate("window.hacked === undefined")).isEqualTo(true);
    }

    @Test
    void aSilenceIsTheNewsAndItsLastArticleIsNot() {
        desk.append(desk.model.articles(), "urn:test:quiet", DeskFixture.article("urn:test:quiet", 1, "Calm."));
        desk.append(
                desk.model.watches(),
                "w",
                Watch.newBuilder()
                        .setId("w")
                        .setName("Wires")
                        .setOn(List.of("quiet-source"))
                        .build());
        Alert silence = headlined("quiet", "Ferry line to reopen");
        silence.setKind("quiet-source");
        silence.setReason("Nothing from Test Wire for 9 h, in which it usually sends some 20 articles.");
        desk.raise(silence);

        assertThat(row("quiet").locator(".headline")).hasText(silence.getReason());
        assertThat(row("quiet").locator(".reason")).containsText("Last heard: Ferry line to reopen");
        row("quiet").click();
        assertThat(page.locator("#detail h2")).hasText(silence.getReason());
        page.locator("#detail summary").click();
        assertThat(page.locator(".conditions [data-name=silence]")).hasText(silence.getReason());
        assertThat(page.locator(".conditions [data-holds=false]")).hasCount(0);
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "console-silence.png")));
    }

    @Test
    void aWatchSaysWhenToTellAndWhoseItIs() {
        page.keyboard().press("3");
        page.locator("#new-watch").click();
        page.locator("#watch-editor [name=name]").fill("Harbour");
        page.locator("#watch-editor [name=query]").fill("harbour");
        page.locator("#watch-editor [name=digest]").selectOption("day");
        page.locator("#watch-editor [name=quietFrom]").fill("22:00");
        page.locator("#watch-editor [name=quietTo]").fill("06:00");
        page.locator("#watch-editor [name=digestZone]").fill("Europe/Berlin");
        page.locator("#watch-editor [name=quietZone]").fill("America/New_York");
        page.locator("#watch-editor [name=urgentAt]").fill("2");
        page.locator("#watch-editor [name=owner]").fill("Night desk");
        page.locator("#watch-editor [name=tags]").fill("harbour, strikes");
        page.locator("#watch-editor [name=enabledUntil]").fill("2026-12-31T23:00");
        page.locator("#watch-editor").getByText("Add a channel").click();
        page.locator("#watch-editor [data-part=type]").selectOption("email");
        page.locator("#watch-editor [data-part=address]").fill("desk@desk.example");
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "console-watch.png")));
        page.locator("#watch-editor [type=submit]").click();
        assertThat(page.locator(".watch-name")).hasText("Harbour");

        String stored = desk.model.watches().newest("harbour").orElseThrow();
        assertThat(stored)
                .contains(
                        "\"digest\":{\"every\":\"day\",\"at\":\"07:00\",\"zone\":\"Europe/Berlin\"}",
                        "\"quietHours\":{\"from\":\"22:00\",\"to\":\"06:00\",\"zone\":\"America/New_York\"",
                        "\"urgentAt\":2",
                        "\"owner\":\"Night desk\"",
                        "\"tags\":[\"harbour\",\"strikes\"]",
                        "\"enabledUntil\":\"2026-12-31T23:00:00.000Z\"",
                        "\"to\":\"desk@desk.example\"");
    }

    @Test
    void aWatchSaysWhomToTellWhileNobodyAcknowledges() {
        desk.append(
                desk.model.watches(),
                "harbour",
                Watch.newBuilder()
                        .setId("harbour")
                        .setName("Harbour")
                        .setUrgentAt(2)
                        .setChannels(List.of(mailbox("desk@desk.example")))
                        .setEscalation(new Escalation("PT7M", List.of(mailbox("duty@desk.example"))))
                        .build());
        page.keyboard().press("3");
        page.locator(".watch-name").click();
        assertThat(page.locator("[name=escalateAfter]")).hasValue("PT7M");
        page.locator("[name=escalateAfter]").selectOption("PT15M");
        page.getByText("Add a further channel").click();
        page.locator(".escalation [data-part=address]").last().fill("chief@desk.example");
        page.locator(".escalation").scrollIntoViewIfNeeded();
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "console-escalation.png")));
        page.locator("#watch-editor [type=submit]").click();

        assertThat(page.locator(".watch .reason")).containsText("told to email · then to email, email");
        Watch stored = desk.opened("harbour");
        assertThat(stored.getChannels()).containsExactly(mailbox("desk@desk.example"));
        assertThat(stored.getEscalation())
                .isEqualTo(
                        new Escalation("PT15M", List.of(mailbox("duty@desk.example"), mailbox("chief@desk.example"))));

        page.locator(".watch-name").click();
        page.locator(".escalation button").first().click();
        page.locator(".escalation button").first().click();
        page.locator("#watch-editor [type=submit]").click();
        assertThat(page.locator(".watch .reason")).not().containsText("then to");
        assertThat(desk.opened("harbour").getEscalation()).isNull();
    }

    @Test
    void aSignedLinkActsUnderItsStrictPolicy() {
        String key = "a-key-of-at-least-thirty-two-characters";
        desk.close();
        desk = DeskFixture.in(linked, SignedLinks.LINK_KEY.name(), key);
        desk.raise(headlined("linked", "<img src=x onerror=\"window.hacked=1\">"));
        SignedLinks links = SignedLinks.of(Settings.of(Map.of(SignedLinks.LINK_KEY.name(), key)))
                .orElseThrow();
        String path = links.link(new LinkClaim(
                        LinkClaim.Act.ACK,
                        "w",
                        "linked",
                        "email:ann@desk.example",
                        "ann@desk.example",
                        DeskFixture.NOW.plusSeconds(60)))
                .getRawPath();
        page.navigate(desk.uri(path).toString());
        assertThat(page.locator("p")).containsText("<img src=x");
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "console-link.png")));
        page.locator("button").click();
        assertThat(page.locator("h1")).hasText("Done");
        page.reload();
        assertThat(page.locator("h1")).hasText("Done before");
        forgive("Failed to load resource");
    }

    @Test
    void aTokenIsAskedForWhereTheDeskWantsOne(@TempDir Path directory) {
        page.close();
        desk.close();
        desk = DeskFixture.guarded(directory, TOKEN);
        page = opened();

        page.locator("#token").fill("a-wrong-token-altogether");
        page.locator("#token").press("Enter");
        assertThat(page.locator("#token-error")).hasText("The desk does not know this token.");
        page.locator("#token").fill(TOKEN);
        page.locator("#token").press("Enter");
        assertThat(connection()).hasAttribute("data-state", "live");
        desk.raise(DeskFixture.alert("guarded", "w", 1));

        assertThat(row("guarded")).isVisible();
        forgive("401");
    }

    private static Channel mailbox(String address) {
        return Channel.newBuilder().setType("email").setTo(address).build();
    }

    private Page opened() {
        Page opened = browser.newPage();
        opened.onPageError(faults::add);
        opened.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                faults.add(message.text());
            }
        });
        opened.navigate(desk.uri("/").toString());
        return opened;
    }

    /** Chromium itself reports answers that a test provokes. */
    private void forgive(String fault) {
        faults.removeIf(text -> text.contains(fault));
    }

    private Locator connection() {
        return page.locator("#connection");
    }

    private Locator rows() {
        return page.locator("#alerts > li");
    }

    private Locator row(String alert) {
        return page.locator("#alerts > li[data-id=" + alert + "]");
    }

    private static Alert headlined(String id, String headline) {
        Alert alert = DeskFixture.alert(id, "w", 1);
        alert.setArticle(new ArticleRef("urn:test:" + id, 1, headline, "Test Wire", null, DeskFixture.NOW));
        return alert;
    }
}
