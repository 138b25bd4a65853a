package io.redline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redline.runtime.AvroJson;
import io.redline.runtime.Timestamps;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** One scenario on a stage, from its watches to its last delivery. */
final class ScenarioRun {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Set<String> ENDED = Set.of("delivered", "failed", "skipped");

    /** Nothing more happens to a delivery by itself for the time being. */
    private static final Set<String> SETTLED = Set.of("delivered", "failed", "skipped", "held");

    private static final int SENT_AT_ONCE = 100;

    private final Scenario scenario;
    private final ScenarioStage stage;
    private final Duration recovery;
    private final List<ObjectNode> published = new ArrayList<>();
    private final Map<String, Instant> embargoes = new HashMap<>();
    private boolean receiverAway;
    private boolean receiverWasAway;

    /** The kinds of channels of each watch. */
    private final Map<String, List<String>> channels = new LinkedHashMap<>();

    private ScenarioRun(Scenario scenario, ScenarioStage stage, Duration recovery) {
        this.scenario = scenario;
        this.stage = stage;
        this.recovery = recovery;
    }

    /**
     * Runs it and fails with what is otherwise than the scenario says.
     *
     * @param recovery how long the system may be away beyond what the scenario says. Embargoes last longer by it: one that
     *     ended before the next article could be taken would be another story.
     */
    static void of(Scenario scenario, ScenarioStage stage, Duration recovery) throws Exception {
        ScenarioRun run = new ScenarioRun(scenario, stage, recovery);
        try {
            scenario.watches().forEach(run::add);
            stage.canary().awaitWatches();
            for (Step step : scenario.steps()) {
                run.take(step);
            }
            run.verify();
        } finally {
            run.channels.keySet().forEach(watch -> stage.api().delete("/api/watches/" + watch));
        }
    }

    private void add(ObjectNode draft) {
        ObjectNode watch = draft.deepCopy();
        String id = watch.path("id").asText();
        ArrayNode places = watch.withArray("channels");
        List<String> kinds = texts(places, JsonNode::asText);
        places.removeAll();
        for (String kind : kinds) {
            ObjectNode channel = places.addObject().put("type", kind);
            switch (kind) {
                case "webhook" -> channel.put("url", stage.webhooks().url(id)).put("secret", WebhookReceiver.SECRET);
                case "slack" -> channel.put("url", stage.slack().url(id));
                case "email" -> channel.put("to", address(id));
                default -> throw new IllegalArgumentException("no channel " + kind);
            }
        }
        ApiClient.Answer answer = stage.api().post("/api/watches", watch);
        // A watch whose answer was lost with the process is there when it is asked for again.
        assertThat(answer.status()).as(answer.detail()).isIn(201, 409);
        channels.put(id, kinds);
    }

    private void take(Step step) throws Exception {
        if (step instanceof Step.Publish publish) {
            publish(List.of(publish.article()));
        } else if (step instanceof Step.Copies copies) {
            List<ObjectNode> all = new ArrayList<>();
            for (int number = 1; number <= copies.count(); number++) {
                ObjectNode copy = copies.of().deepCopy();
                all.add(copy.put("id", copy.path("id").asText() + "-" + number)
                        .put("source", copy.path("source").asText() + " " + number));
            }
            publish(all);
        } else if (step instanceof Step.Backlog backlog) {
            Instant received = Instant.now().minus(backlog.age());
            stage.putBehind(backlog.articles().stream()
                    .map(article -> article.deepCopy()
                            .put("publishedAt", Timestamps.format(received))
                            .put("receivedAt", Timestamps.format(received)))
                    .toList());
            stage.canary().awaitArticles();
        } else if (step instanceof Step.EmbargoEnds ends) {
            awaitEndOfEmbargo(ends.article());
        } else if (step instanceof Step.Receiver receiver) {
            stage.webhooks().answer(receiver.of(), receiver.up());
            receiverAway = !receiver.up();
            receiverWasAway = true;
        } else if (step instanceof Step.Operator operator) {
            if (operator.deed() == Step.Deed.REPUBLISH) {
                send(published);
            } else {
                stage.operate(operator.deed());
            }
            stage.canary().awaitArticles();
        }
    }

    private void publish(List<ObjectNode> articles) {
        List<ObjectNode> sent = articles.stream().map(this::dated).toList();
        published.addAll(sent);
        send(sent);
        // The detector takes articles in parallel; here each has to be through before the next.
        stage.canary().awaitArticles();
        if (!receiverAway) {
            // A kill may not let what comes next overtake what has not been told yet: that would be another story.
            awaitDeliveries(SETTLED);
        }
    }

    private void send(List<ObjectNode> articles) {
        for (int from = 0; from < articles.size(); from += SENT_AT_ONCE) {
            ArrayNode batch = AvroJson.MAPPER
                    .createArrayNode()
                    .addAll(articles.subList(from, Math.min(from + SENT_AT_ONCE, articles.size())));
            ApiClient.Answer answer = stage.api().post("/api/articles", batch);
            assertThat(answer.body().path("accepted"))
                    .as(answer.body().toString())
                    .hasSize(batch.size());
        }
    }

    private ObjectNode dated(ObjectNode article) {
        ObjectNode dated = article.deepCopy();
        JsonNode duration = dated.remove("embargoedFor");
        if (duration != null) {
            Instant until = Instant.now()
                    .plus(Duration.parse(duration.asText()))
                    .plus(recovery)
                    .truncatedTo(ChronoUnit.MILLIS);
            embargoes.put(dated.path("id").asText(), until);
            dated.put("embargoedUntil", Timestamps.format(until));
        }
        return dated;
    }

    private void awaitEndOfEmbargo(String article) {
        Instant end = Objects.requireNonNull(embargoes.get(article), "no embargo was put on " + article);
        await("the end of the embargo on " + article).atMost(PATIENCE).until(() -> !alertsOn(article)
                .isEmpty());
        assertThat(alertsOn(article)).allSatisfy(alert -> assertThat(
                        Instant.parse(alert.at("/at/detectedAt").asText()))
                .isAfterOrEqualTo(end));
    }

    private List<JsonNode> alertsOn(String article) {
        return alerts().stream()
                .filter(alert -> alert.at("/article/id").asText().equals(article))
                .toList();
    }

    private void verify() {
        Scenario.Expectation expected = scenario.expect();
        verifyAlerts(expected.alerts());
        awaitDeliveries(ENDED);
        channels.forEach((watch, kinds) -> {
            if (kinds.contains("webhook")) {
                verifyTold(watch, expected.webhooks(), this::webhooks);
            }
            if (kinds.contains("slack")) {
                verifyTold(watch, expected.slack(), this::slackHeaders);
            }
            if (kinds.contains("email")) {
                verifyTold(watch, expected.mails(), this::subjects);
            }
        });
        assertThat(stage.webhooks().forgeries()).isEmpty();
        verifyRecord("/api/stances", expected.stances());
        verifyRecord("/api/shifts", expected.shifts());
    }

    private void verifyAlerts(List<Scenario.History> expected) {
        List<JsonNode> alerts = alerts();
        Function<JsonNode, String> version = alert ->
                alert.path("id").asText() + " v" + alert.path("version").asInt();
        Map<String, List<JsonNode>> versions = new LinkedHashMap<>();
        Set<String> seen = new TreeSet<>();
        for (JsonNode alert : alerts) {
            if (seen.add(version.apply(alert))) {
                versions.computeIfAbsent(alert.path("id").asText(), id -> new ArrayList<>())
                        .add(alert);
            }
        }
        if (!scenario.reprocesses()) {
            assertThat(alerts).as("versions on the topic").hasSameSizeAs(seen);
        }
        List<Scenario.History> histories = versions.values().stream()
                .map(ScenarioRun::history)
                .sorted(Comparator.comparing(
                        history -> history.watch() + " " + history.articles().get(0)))
                .toList();
        List<Scenario.History> wanted = expected.stream()
                .sorted(Comparator.comparing(
                        history -> history.watch() + " " + history.articles().get(0)))
                .toList();
        assertThat(histories.stream().map(ScenarioRun::unsaid).toList())
                .as("alerts")
                .isEqualTo(wanted.stream().map(ScenarioRun::unsaid).toList());
        for (int i = 0; i < wanted.size(); i++) {
            verifyDetails(histories.get(i), wanted.get(i));
        }
    }

    private static void verifyDetails(Scenario.History history, Scenario.History wanted) {
        if (!wanted.sources().isEmpty()) {
            assertThat(history.sources()).as("sources").isEqualTo(wanted.sources());
        }
        if (!wanted.terms().isEmpty()) {
            assertThat(history.terms()).as("terms").isEqualTo(wanted.terms());
        }
        if (!wanted.says().isEmpty()) {
            assertThat(history.says()).as("reasons").zipSatisfy(wanted.says(), (reason, words) -> assertThat(reason)
                    .contains(words));
        }
    }

    private static Scenario.History unsaid(Scenario.History history) {
        return new Scenario.History(
                history.watch(), history.kind(), history.states(), history.articles(), List.of(), List.of(), List.of());
    }

    private static Scenario.History history(List<JsonNode> versions) {
        JsonNode first = versions.get(0);
        return new Scenario.History(
                first.at("/watch/id").asText(),
                versions.get(versions.size() - 1).path("kind").asText(),
                texts(versions, version -> version.path("state").asText()),
                texts(
                        versions,
                        version -> version.at("/article/id").asText() + " v"
                                + version.at("/article/version").asInt()),
                versions.stream()
                        .map(version -> version.at("/story/sources").asInt())
                        .toList(),
                texts(versions, version -> version.path("reason").asText()),
                texts(first.path("terms"), term -> term.path("text").asText()));
    }

    /** Returns once it is decided of every version of every alert, for every channel, whether it is told. */
    private void awaitDeliveries(Set<String> states) {
        channels.forEach((watch, kinds) -> {
            Set<String> wanted = new TreeSet<>();
            alertsOf(watch)
                    .forEach(alert -> kinds.forEach(kind -> wanted.add(alert.path("id")
                                    .asText() + " v" + alert.path("version").asInt() + " " + kind)));
            await("deliveries of " + watch).atMost(PATIENCE).untilAsserted(() -> assertThat(decided(watch, states))
                    .containsAll(wanted));
        });
    }

    private Set<String> decided(String watch, Set<String> states) {
        return StreamSupport.stream(
                        stage.api()
                                .get("/api/deliveries?limit=500&watch=" + watch)
                                .body()
                                .path("items")
                                .spliterator(),
                        false)
                .filter(delivery -> states.contains(delivery.path("state").asText()))
                .map(delivery -> delivery.path("alertId").asText() + " v"
                        + delivery.path("alertVersion").asInt() + " "
                        + delivery.path("channel").asText())
                .collect(Collectors.toSet());
    }

    /**
     * Waits for what has to come, and takes nothing that comes beside it. Order is promised for each alert by itself: after a
     * kill one alert may overtake another, whose attempt was cut off.
     */
    private void verifyTold(String watch, Map<String, List<String>> expected, Function<String, List<String>> told) {
        List<String> wanted = expected.getOrDefault(watch, List.of());
        if (stage.wasKilled() && receiverWasAway && wanted.isEmpty()) {
            // An attempt that a kill cut off may have arrived: then it is told for certain, and taken back.
            assertThat(told.apply(watch)).isIn(List.of(), List.of("alert.created v1", "alert.retracted v2"));
            return;
        }
        await("what " + watch + " is told").atMost(PATIENCE).untilAsserted(() -> assertThat(told.apply(watch))
                .hasSizeGreaterThanOrEqualTo(wanted.size()));
        if (stage.wasKilled()) {
            assertThat(told.apply(watch))
                    .as("what " + watch + " was told, in any order")
                    .containsExactlyInAnyOrderElementsOf(wanted);
            assertThat(versionsInOrder(watch)).isTrue();
        } else {
            assertThat(told.apply(watch)).as("what " + watch + " was told").containsExactlyElementsOf(wanted);
        }
    }

    /** True when the first coming of each version of an alert is after that of the version before. */
    private boolean versionsInOrder(String watch) {
        Map<String, Integer> newest = new HashMap<>();
        Set<String> seen = new HashSet<>();
        return stage.webhooks().at(watch).stream()
                .filter(event -> seen.add(event.id()) && event.alert().has("version"))
                .allMatch(event -> {
                    int version = event.alert().path("version").asInt();
                    Integer before = newest.put(event.alert().path("id").asText(), version);
                    return before == null || before < version;
                });
    }

    /** What a customer is left with who drops what has an id that has come before, as the specification asks. */
    private List<String> webhooks(String watch) {
        Map<String, String> byId = new LinkedHashMap<>();
        stage.webhooks()
                .at(watch)
                .forEach(event -> byId.putIfAbsent(
                        event.id(),
                        event.type()
                                + (event.alert().has("version")
                                        ? " v" + event.alert().path("version").asInt()
                                        : "")));
        return List.copyOf(byId.values());
    }

    /**
     * The stand-in takes nothing that breaks a limit of Slack's, so what it has is what an editor would see. Slack knows no
     * ids: a message that a kill cut off between sending and noting comes again, right behind the first.
     */
    private List<String> slackHeaders(String watch) {
        List<String> headers = new ArrayList<>();
        for (JsonNode message : stage.slack().messages(watch)) {
            String header = message.at("/blocks/0/text/text").asText();
            boolean again =
                    !headers.isEmpty() && headers.get(headers.size() - 1).equals(header);
            if (!(again && stage.wasKilled())) {
                headers.add(header);
            }
        }
        return headers;
    }

    /** What a mail program shows, which has one mail for each {@code Message-ID}. */
    private List<String> subjects(String watch) {
        Map<String, String> byId = new LinkedHashMap<>();
        try {
            for (MimeMessage message : stage.mail().getReceivedMessages()) {
                if (Arrays.stream(message.getAllRecipients())
                        .map(Address::toString)
                        .anyMatch(address(watch)::equals)) {
                    byId.putIfAbsent(message.getMessageID(), message.getSubject());
                }
            }
        } catch (MessagingException broken) {
            throw new IllegalStateException(broken);
        }
        return List.copyOf(byId.values());
    }

    private void verifyRecord(String path, List<Map<String, String>> expected) {
        for (Map<String, String> fields : expected) {
            await(fields.toString()).atMost(PATIENCE).until(() -> StreamSupport.stream(
                            stage.api()
                                    .get(path + "?limit=100")
                                    .body()
                                    .path("items")
                                    .spliterator(),
                            false)
                    .anyMatch(item -> fields.entrySet().stream()
                            .allMatch(
                                    field -> item.path(field.getKey()).asText().equals(field.getValue()))));
        }
    }

    private List<JsonNode> alerts() {
        return stage.alerts().records().stream()
                .filter(alert -> channels.containsKey(alert.at("/watch/id").asText()))
                .toList();
    }

    private List<JsonNode> alertsOf(String watch) {
        return alerts().stream()
                .filter(alert -> alert.at("/watch/id").asText().equals(watch))
                .toList();
    }

    private static <T> List<String> texts(Iterable<T> nodes, Function<T, String> text) {
        return StreamSupport.stream(nodes.spliterator(), false).map(text).toList();
    }

    private static String address(String watch) {
        return watch + "@example.org";
    }
}
