package io.redline.desk.view;

import io.redline.desk.view.Layout.Order;
import io.redline.runtime.KafkaSettings;
import io.redline.runtime.Setting;
import io.redline.runtime.Settings;
import io.redline.schemas.Alert;
import io.redline.schemas.Article;
import io.redline.schemas.AuditEntry;
import io.redline.schemas.Delivery;
import io.redline.schemas.Silence;
import io.redline.schemas.Stance;
import io.redline.schemas.StanceShift;
import io.redline.schemas.Topics;
import io.redline.schemas.Watch;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What the desk reads from: one {@link TopicView} a topic, each in an SQLite file of its own, so that a flood of articles
 * never holds up an alert.
 *
 * @param articles articles with all their versions, listed by when they came in
 * @param watches the watches there are, listed by when they were made
 * @param stances stances, listed by event time
 * @param shifts stance shifts, listed by event time
 * @param alerts alerts with all their versions, listed by when they were first made
 * @param deliveries deliveries with all their states, listed by when they began
 * @param silences the silences there are, listed by when they end
 * @param audit who changed what, listed by when
 */
public record ReadModel(
        TopicView<Article> articles,
        TopicView<Watch> watches,
        TopicView<Stance> stances,
        TopicView<StanceShift> shifts,
        TopicView<Alert> alerts,
        TopicView<Delivery> deliveries,
        TopicView<Silence> silences,
        TopicView<AuditEntry> audit)
        implements AutoCloseable {

    public static final Setting<Integer> KEEP_ARTICLES = keep("ARTICLES", 300_000, "Article versions");
    public static final Setting<Integer> KEEP_STANCES = keep("STANCES", 1_000_000, "Stances");
    public static final Setting<Integer> KEEP_SHIFTS = keep("SHIFTS", 200_000, "Stance shifts");
    public static final Setting<Integer> KEEP_ALERTS = keep("ALERTS", 300_000, "Alert versions");
    public static final Setting<Integer> KEEP_DELIVERIES = keep("DELIVERIES", 500_000, "Delivery states");

    public static final Setting<Integer> KEEP_AUDIT = keep("AUDIT", 100_000, "Entries of the audit log");

    public static final List<Setting<?>> SETTINGS =
            List.of(KEEP_ARTICLES, KEEP_STANCES, KEEP_SHIFTS, KEEP_ALERTS, KEEP_DELIVERIES, KEEP_AUDIT);

    /**
     * Opens the read model under the data directory, or makes it.
     *
     * @throws ViewUnavailableException when the directory cannot be written
     */
    public static ReadModel open(Settings settings) {
        Path directory = settings.get(KafkaSettings.DATA_DIR).resolve("desk");
        return new ReadModel(
                new TopicView<>(directory, articleLayout(), settings.get(KEEP_ARTICLES)),
                // The topic is compacted: it holds what there is, and no more.
                new TopicView<>(directory, watchLayout(), Integer.MAX_VALUE),
                new TopicView<>(directory, stanceLayout(), settings.get(KEEP_STANCES)),
                new TopicView<>(directory, shiftLayout(), settings.get(KEEP_SHIFTS)),
                new TopicView<>(directory, alertLayout(), settings.get(KEEP_ALERTS)),
                new TopicView<>(directory, deliveryLayout(), settings.get(KEEP_DELIVERIES)),
                new TopicView<>(directory, silenceLayout(), Integer.MAX_VALUE),
                new TopicView<>(directory, auditLayout(), settings.get(KEEP_AUDIT)));
    }

    /** All views. */
    public List<TopicView<?>> all() {
        return List.of(watches, silences, alerts, stances, shifts, deliveries, audit, articles);
    }

    /** Whether anything is kept that came of a watch of this id, or the audit log knows of one. */
    public boolean remembersWatch(String id) {
        return alerts.count("watch", id) > 0
                || deliveries.count("watch", id) > 0
                || silences.count("watch", id) > 0
                || audit.count("subject", id) > 0;
    }

    @Override
    public void close() {
        all().forEach(TopicView::close);
    }

    private static Layout<Article> articleLayout() {
        return new Layout<>(Topics.ARTICLES, List.of(), Order.VERSION, true, entry -> {
            Article article = Objects.requireNonNull(entry.value());
            return Row.of(article.getId(), article.getVersion(), article.getReceivedAt(), article);
        });
    }

    private static Layout<Watch> watchLayout() {
        return new Layout<>(Topics.WATCHES, List.of("owner"), Order.ARRIVAL, false, entry -> {
            Watch watch = Objects.requireNonNull(entry.value());
            Instant created = watch.getCreatedAt() == null ? Instant.EPOCH : watch.getCreatedAt();
            // Not by the revision: whoever else writes to the topic may not count it.
            return Row.unversioned(entry.key(), created, watch, watch.getOwner());
        });
    }

    private static Layout<Stance> stanceLayout() {
        return new Layout<>(
                Topics.STANCES,
                List.of("actor", "target", "issue", "side", "article", "retracted"),
                Order.ARRIVAL,
                false,
                entry -> {
                    Stance stance = Objects.requireNonNull(entry.value());
                    return Row.unversioned(
                            stance.getId(),
                            stance.getAt(),
                            stance,
                            stance.getActor(),
                            stance.getTarget(),
                            stance.getIssue(),
                            stance.getSide(),
                            stance.getArticle().getId(),
                            String.valueOf(stance.getRetracted() != null));
                });
    }

    private static Layout<StanceShift> shiftLayout() {
        return new Layout<>(
                Topics.STANCE_SHIFTS,
                List.of("actor", "target", "issue", "from", "to", "article", "retracted"),
                Order.ARRIVAL,
                false,
                entry -> {
                    StanceShift shift = Objects.requireNonNull(entry.value());
                    return Row.unversioned(
                            shift.getId(),
                            shift.getAt(),
                            shift,
                            shift.getActor(),
                            shift.getTarget(),
                            shift.getIssue(),
                            shift.getFrom(),
                            shift.getTo(),
                            shift.getArticle().getId(),
                            String.valueOf(shift.getRetracted() != null));
                });
    }

    private static Layout<Alert> alertLayout() {
        return new Layout<>(Topics.ALERTS, List.of("watch", "kind", "state"), Order.VERSION, true, entry -> {
            Alert alert = Objects.requireNonNull(entry.value());
            return Row.of(
                    alert.getId(),
                    alert.getVersion(),
                    alert.getAt().getDetectedAt(),
                    alert,
                    alert.getWatch().getId(),
                    alert.getKind(),
                    alert.getState());
        });
    }

    private static Layout<Delivery> deliveryLayout() {
        return new Layout<>(
                Topics.DELIVERIES, List.of("alert", "watch", "state", "channel"), Order.ARRIVAL, true, entry -> {
                    Delivery delivery = Objects.requireNonNull(entry.value());
                    return Row.unversioned(
                            delivery.getId(),
                            delivery.getAt(),
                            delivery,
                            delivery.getAlertId(),
                            delivery.getWatchId(),
                            delivery.getState(),
                            delivery.getChannel());
                });
    }

    private static Layout<Silence> silenceLayout() {
        return new Layout<>(Topics.SILENCES, List.of("watch", "alert"), Order.ARRIVAL, false, entry -> {
            Silence silence = Objects.requireNonNull(entry.value());
            return Row.unversioned(
                    entry.key(), silence.getUntil(), silence, silence.getWatchId(), silence.getAlertId());
        });
    }

    private static Layout<AuditEntry> auditLayout() {
        return new Layout<>(Topics.AUDIT, List.of("by", "action", "subject"), Order.ARRIVAL, false, entry -> {
            AuditEntry noted = Objects.requireNonNull(entry.value());
            return Row.unversioned(
                    noted.getId(), noted.getAt(), noted, noted.getBy(), noted.getAction(), noted.getSubject());
        });
    }

    private static Setting<Integer> keep(String what, int fallback, String meaning) {
        return Setting.number(
                "REDLINE_DESK_KEEP_" + what,
                fallback,
                1_000,
                100_000_000,
                meaning + " the desk keeps for reading; beyond that the oldest go.");
    }
}
