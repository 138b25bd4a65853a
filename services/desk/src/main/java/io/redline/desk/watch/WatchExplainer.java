package io.redline.desk.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redline.desk.article.EmbargoException;
import io.redline.desk.article.StoredArticle;
import io.redline.desk.view.Selection;
import io.redline.desk.view.TopicView;
import io.redline.matcher.ArticleText;
import io.redline.matcher.Explanation;
import io.redline.matcher.StanceFilter;
import io.redline.matcher.WatchTermRule;
import io.redline.runtime.AvroJson;
import io.redline.runtime.Timestamps;
import io.redline.schemas.Alert;
import io.redline.schemas.Delivery;
import io.redline.schemas.Stance;
import io.redline.schemas.StanceShift;
import io.redline.schemas.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells why a watch did or did not alert on an article: each condition in turn, down to the clauses of the query. */
public final class WatchExplainer {

    private static final int MOST_ALERTS = 10;
    private static final int MOST_DELIVERIES = 100;

    /** What a watch asks for, and the kind of its alerts, when a source falls silent. */
    private static final String SILENCE = "quiet-source";

    private final TopicView<Alert> alerts;
    private final TopicView<Delivery> deliveries;
    private final StanceRecord record;

    /** Explains from what these views hold. */
    public WatchExplainer(TopicView<Alert> alerts, TopicView<Delivery> deliveries, StanceRecord record) {
        this.alerts = alerts;
        this.deliveries = deliveries;
        this.record = record;
    }

    /** A condition of an alert, whether the article meets it, and why. */
    private record Condition(String name, boolean holds, String reason) {}

    /** The explanation, as the API shows it. */
    public ObjectNode explain(Watch watch, StoredArticle article) {
        List<Stance> stances = record.stancesIn(article.id());
        List<StanceShift> shifts = record.shiftsIn(article.id());
        List<JsonNode> naming =
                alerts.newestWith("watch", watch.getId(), "$.article.id", article.id(), MOST_ALERTS).stream()
                        .map(AvroJson::read)
                        .toList();
        Optional<JsonNode> silence =
                naming.stream().filter(WatchExplainer::tellsSilence).findFirst();
        Optional<JsonNode> alert =
                naming.stream().filter(json -> !tellsSilence(json)).findFirst();
        List<JsonNode> told = naming.stream()
                .flatMap(json -> deliveriesOf(json.path("id").asText()).stream())
                .map(AvroJson::read)
                .toList();
        boolean asksForNews = !watch.getOn().equals(List.of(SILENCE));

        List<Condition> conditions = new ArrayList<>(force(watch, article));
        if (asksForNews) {
            conditions.addAll(mayBeTold(article));
        }
        Optional<Explanation> query = Optional.empty();
        long begun = System.nanoTime();
        try {
            ArticleText words = asksForNews ? article.words() : sourceAlone(article);
            query = WatchQuery.of(watch).map(readable -> Explanation.of(readable, words));
            conditions.add(query.map(tree -> new Condition("query", tree.holds(), tree.reason()))
                    .orElse(new Condition("query", true, "The watch has no query: every article meets it.")));
        } catch (WrongQueryException wrong) {
            conditions.add(
                    new Condition("query", false, "The watch is out of force: " + lowerFirst(wrong.getMessage())));
        }
        long micros = (System.nanoTime() - begun) / 1_000;
        if (asksForNews) {
            conditions.add(kinds(watch, stances, shifts));
            order(watch, article).ifPresent(conditions::add);
            if (watch.getMinSources() > 1) {
                conditions.add(sources(watch, alert));
            }
        }
        if (watch.getOn().contains(SILENCE)) {
            conditions.add(silence(watch, article, silence));
        }
        if (!naming.isEmpty()) {
            conditions.add(delivery(watch, told));
        }

        ObjectNode answer = answer(article.reference(), watch, naming.stream().findFirst(), conditions);
        answer.set(
                "query",
                AvroJson.MAPPER.valueToTree(query.map(Explanation::toMap).orElse(null)));
        answer.put("micros", micros);
        ArrayNode found = answer.putArray("stances");
        stances.forEach(stance ->
                found.add(AvroJson.toJson(stance).put("asked", StanceFilter.meets(watch.getStance(), stance))));
        ArrayNode turned = answer.putArray("shifts");
        shifts.forEach(
                shift -> turned.add(AvroJson.toJson(shift).put("asked", StanceFilter.meets(watch.getStance(), shift))));
        answer.putArray("deliveries").addAll(told);
        ArrayNode decisions = answer.putArray("decisions");
        told.stream().map(DeliverySentence::of).forEach(decisions::add);
        return answer;
    }

    /** The explanation for an article of which nothing may be told yet. */
    public ObjectNode explain(Watch watch, String article, EmbargoException early) {
        Condition embargo = new Condition("embargo", false, early.getMessage() + ", and raises no alert before.");
        ObjectNode reference = AvroJson.MAPPER.createObjectNode().put("id", article);
        ObjectNode answer = answer(reference, watch, Optional.empty(), List.of(embargo));
        answer.putNull("query").put("micros", 0);
        List.of("stances", "shifts", "deliveries", "decisions").forEach(answer::putArray);
        return answer;
    }

    private static ObjectNode answer(
            ObjectNode article, Watch watch, Optional<JsonNode> alert, List<Condition> conditions) {
        ObjectNode answer = AvroJson.MAPPER.createObjectNode();
        answer.set("article", article);
        answer.putObject("watch").put("id", watch.getId()).put("name", watch.getName());
        answer.put("alerted", alert.isPresent());
        answer.put("reason", reason(alert, conditions));
        answer.set("alert", alert.orElse(AvroJson.MAPPER.nullNode()));
        ArrayNode steps = answer.putArray("conditions");
        conditions.forEach(condition -> steps.addObject()
                .put("name", condition.name())
                .put("holds", condition.holds())
                .put("reason", condition.reason()));
        return answer;
    }

    /** Whether the watch was in force when the article came in. */
    private static List<Condition> force(Watch watch, StoredArticle article) {
        List<Condition> conditions = new ArrayList<>();
        conditions.add(new Condition(
                "enabled",
                watch.getEnabled(),
                watch.getEnabled() ? "The watch is enabled." : "The watch is disabled and raises nothing."));
        if (watch.getEnabledUntil() != null) {
            boolean ended = WatchTermRule.hasEnded(watch, article.receivedAt());
            String end = Timestamps.format(watch.getEnabledUntil());
            conditions.add(new Condition(
                    "enabledUntil",
                    !ended,
                    (ended ? "The watch ended at " : "The watch is in force until ") + end + came(article)));
        }
        return conditions;
    }

    /** Whether the article is one that may be told. */
    private static List<Condition> mayBeTold(StoredArticle article) {
        List<Condition> conditions = new ArrayList<>();
        conditions.add(new Condition(
                "status",
                article.status().equals("usable"),
                "The newest version of the article is " + article.status() + "."));
        article.embargoedUntil()
                .ifPresent(end -> conditions.add(new Condition(
                        "embargo", true, "The article was under embargo until " + Timestamps.format(end) + ".")));
        return conditions;
    }

    private static Optional<Condition> order(Watch watch, StoredArticle article) {
        return Optional.ofNullable(watch.getCreatedAt())
                .map(made -> new Condition(
                        "order",
                        !made.isAfter(article.receivedAt()),
                        "The watch was made at " + Timestamps.format(made) + came(article)));
    }

    private static String came(StoredArticle article) {
        return ", the article came at " + Timestamps.format(article.receivedAt()) + ".";
    }

    private static Condition sources(Watch watch, Optional<JsonNode> alert) {
        String asked = "The watch asks for " + watch.getMinSources() + " independent sources, and ";
        return alert.map(json -> new Condition(
                        "minSources",
                        true,
                        asked + "the story has " + json.at("/story/sources").asInt() + "."))
                .orElse(new Condition(
                        "minSources",
                        false,
                        asked + "no alert names this article: its story has not had as many so far, so that the alert"
                                + " waits, or it has alerted with another article."));
    }

    /** Whether every channel was told, and if not, what became of it. */
    private static Condition delivery(Watch watch, List<JsonNode> deliveries) {
        if (deliveries.isEmpty()) {
            boolean silent = watch.getChannels().isEmpty();
            return new Condition(
                    "delivery",
                    silent,
                    silent
                            ? "The watch has no channels: the alert stands in the console and on the topic."
                            : "No channel has been told yet.");
        }
        List<String> open = deliveries.stream()
                .filter(delivery -> !delivery.path("state").asText().equals("delivered"))
                .map(DeliverySentence::of)
                .toList();
        return new Condition(
                "delivery", open.isEmpty(), open.isEmpty() ? "Every channel was told." : String.join(" ", open));
    }

    private static Condition kinds(Watch watch, List<Stance> stances, List<StanceShift> shifts) {
        List<String> met = new ArrayList<>();
        if (watch.getOn().contains("keyword")) {
            met.add("keyword");
        }
        if (watch.getOn().contains("stance")
                && stances.stream().anyMatch(stance -> StanceFilter.meets(watch.getStance(), stance))) {
            met.add("stance");
        }
        if (watch.getOn().contains("shift")
                && shifts.stream().anyMatch(shift -> StanceFilter.meets(watch.getStance(), shift))) {
            met.add("shift");
        }
        String asked =
                watch.getOn().stream().filter(kind -> !kind.equals(SILENCE)).collect(Collectors.joining(", "));
        return new Condition(
                "on",
                !met.isEmpty(),
                met.isEmpty()
                        ? "The watch asks for " + asked
                                + ", and no such stance or shift was found in the article: it has " + stances.size()
                                + " stances and " + shifts.size() + " shifts, listed below."
                        : "The watch asks for " + asked + "; the article has " + String.join(" and ", met) + ".");
    }

    /**
     * Whether a silence was told with this article, as the last one before it or the first one after it. What is usual for a
     * source only the detector knows, so that without an alert there are several reasons to name.
     */
    private static Condition silence(Watch watch, StoredArticle article, Optional<JsonNode> told) {
        if (told.isPresent()) {
            return new Condition("silence", true, told.get().path("reason").asText());
        }
        String source = article.words().source();
        boolean met;
        try {
            met = WatchQuery.of(watch)
                    .map(query -> Explanation.of(query, sourceAlone(article)).holds())
                    .orElse(true);
        } catch (WrongQueryException outOfForce) {
            met = false;
        }
        return new Condition(
                "silence",
                false,
                met
                        ? "No silence of \"" + source
                                + "\" has been told with this article: another one came after it, or it"
                                + " is not silent against its habit, which is known after two weeks and 30 articles, or"
                                + " most sources seem silent, so that the way to them is taken to be broken."
                        : "Whether a silence of \"" + source
                                + "\" is told depends on its name alone, and the query asks for"
                                + " more or for another source.");
    }

    /** What the query of a watch is put to when a source is silent. */
    private static ArticleText sourceAlone(StoredArticle article) {
        return new ArticleText("", "", article.words().source(), "", "");
    }

    private static boolean tellsSilence(JsonNode alert) {
        return alert.path("kind").asText().equals(SILENCE);
    }

    private static String reason(Optional<JsonNode> alert, List<Condition> conditions) {
        if (alert.isPresent()) {
            return alert.get().path("reason").asText();
        }
        return conditions.stream()
                .filter(condition -> !condition.holds())
                .map(Condition::reason)
                .findFirst()
                .orElse("The article meets the watch, and no alert names it: its story may have alerted with another"
                        + " article, or the detector has not come to it.");
    }

    private static String lowerFirst(@Nullable String sentence) {
        String text = String.valueOf(sentence);
        return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }

    private List<String> deliveriesOf(String alert) {
        return deliveries
                .list(new Selection(Map.of("alert", alert), Optional.empty(), Optional.empty(), MOST_DELIVERIES))
                .items();
    }
}
