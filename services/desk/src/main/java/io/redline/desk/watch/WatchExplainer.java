package io.redline.desk.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redline.desk.article.StoredArticle;
import io.redline.desk.view.Selection;
import io.redline.desk.view.TopicView;
import io.redline.matcher.Explanation;
import io.redline.matcher.StanceFilter;
import io.redline.runtime.AvroJson;
import io.redline.runtime.Timestamps;
import io.redline.schemas.Alert;
import io.redline.schemas.Delivery;
import io.redline.schemas.Stance;
import io.redline.schemas.StanceShift;
import io.redline.schemas.Watch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells why a watch did or did not alert on an article: each condition in turn, down to the clauses of the query. */
public final class WatchExplainer {

    private static final int MOST_DELIVERIES = 100;

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
        Optional<Explanation> query = WatchQuery.of(watch).map(read -> Explanation.of(read, article.words()));
        List<Stance> stances = record.stancesIn(article.id());
        List<StanceShift> shifts = record.shiftsIn(article.id());
        Optional<String> alert = alerts.newestWith("watch", watch.getId(), "$.article.id", article.id());
        List<Condition> conditions = conditions(watch, article, query, stances, shifts);

        ObjectNode answer = AvroJson.MAPPER.createObjectNode();
        answer.set("article", article.reference());
        answer.putObject("watch").put("id", watch.getId()).put("name", watch.getName());
        answer.put("alerted", alert.isPresent());
        answer.put("reason", reason(alert, conditions));
        answer.set("alert", alert.map(WatchExplainer::read).orElse(AvroJson.MAPPER.nullNode()));
        ArrayNode steps = answer.putArray("conditions");
        conditions.forEach(condition -> steps.addObject()
                .put("name", condition.name())
                .put("holds", condition.holds())
                .put("reason", condition.reason()));
        answer.set(
                "query",
                AvroJson.MAPPER.valueToTree(query.map(Explanation::toMap).orElse(null)));
        ArrayNode found = answer.putArray("stances");
        stances.forEach(stance ->
                found.add(AvroJson.toJson(stance).put("asked", StanceFilter.meets(watch.getStance(), stance))));
        ArrayNode turned = answer.putArray("shifts");
        shifts.forEach(
                shift -> turned.add(AvroJson.toJson(shift).put("asked", StanceFilter.meets(watch.getStance(), shift))));
        ArrayNode told = answer.putArray("deliveries");
        alert.map(json -> read(json).path("id").asText())
                .ifPresent(id -> deliveriesOf(id).forEach(json -> told.add(read(json))));
        return answer;
    }

    private static List<Condition> conditions(
            Watch watch,
            StoredArticle article,
            Optional<Explanation> query,
            List<Stance> stances,
            List<StanceShift> shifts) {
        List<Condition> conditions = new ArrayList<>();
        conditions.add(new Condition(
                "enabled",
                watch.getEnabled(),
                watch.getEnabled() ? "The watch is enabled." : "The watch is disabled and raises nothing."));
        conditions.add(new Condition(
                "status",
                article.status().equals("usable"),
                "The newest version of the article is " + article.status() + "."));
        conditions.add(query.map(tree -> new Condition("query", tree.holds(), tree.reason()))
                .orElse(new Condition("query", true, "The watch has no query: every article meets it.")));
        conditions.add(kinds(watch, stances, shifts));
        if (watch.getCreatedAt() != null) {
            boolean older = !watch.getCreatedAt().isAfter(article.receivedAt());
            conditions.add(new Condition(
                    "order",
                    older,
                    "The watch was made at " + Timestamps.format(watch.getCreatedAt()) + ", the article came at "
                            + Timestamps.format(article.receivedAt()) + "."));
        }
        return conditions;
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
        String asked = String.join(", ", watch.getOn());
        return new Condition(
                "on",
                !met.isEmpty(),
                met.isEmpty()
                        ? "The watch asks for " + asked
                                + ", and no such stance or shift was found in the article: it has " + stances.size()
                                + " stances and " + shifts.size() + " shifts, listed below."
                        : "The watch asks for " + asked + "; the article has " + String.join(" and ", met) + ".");
    }

    private static String reason(Optional<String> alert, List<Condition> conditions) {
        if (alert.isPresent()) {
            return read(alert.get()).path("reason").asText();
        }
        return conditions.stream()
                .filter(condition -> !condition.holds())
                .map(Condition::reason)
                .findFirst()
                .orElse("The article meets the watch, and no alert names it: its story may have alerted with another"
                        + " article, may not have enough independent sources yet, or the detector has not come to it.");
    }

    private List<String> deliveriesOf(String alert) {
        return deliveries
                .list(new Selection(Map.of("alert", alert), Optional.empty(), Optional.empty(), MOST_DELIVERIES))
                .items();
    }

    private static JsonNode read(String json) {
        try {
            return AvroJson.MAPPER.readTree(json);
        } catch (IOException impossible) {
            throw new IllegalStateException("the view holds JSON that it cannot have written", impossible);
        }
    }
}
