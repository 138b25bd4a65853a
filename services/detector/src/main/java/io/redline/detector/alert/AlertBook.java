package io.redline.detector.alert;

import io.redline.detector.shift.UndoneShift;
import io.redline.detector.watch.WatchRegistry;
import io.redline.matcher.WatchTermRule;
import io.redline.runtime.Ids;
import io.redline.runtime.KeyedState;
import io.redline.runtime.Sweep;
import io.redline.runtime.Timestamps;
import io.redline.schemas.Acknowledgement;
import io.redline.schemas.AcknowledgementRequest;
import io.redline.schemas.Alert;
import io.redline.schemas.AlertTimes;
import io.redline.schemas.ArticleRef;
import io.redline.schemas.Stance;
import io.redline.schemas.StanceShift;
import io.redline.schemas.StoryRef;
import io.redline.schemas.Watch;
import io.redline.schemas.WatchRef;
import io.redline.schemas.internal.AlertRecord;
import io.redline.schemas.internal.AlertSupport;
import io.redline.schemas.internal.AnalyzedArticle;
import io.redline.schemas.internal.FoundStance;
import io.redline.schemas.internal.WatchMatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one alert for each watch and story. The first article that meets the watch raises it; what is new in the story
 * after that (an independent source, a stance, a shift, a correction of what the watch cares about) makes it a new version;
 * a killed article takes it back unless others carry it.
 */
public final class AlertBook {

    static final String NEW = "new";
    static final String UPDATED = "updated";
    static final String RETRACTED = "retracted";
    static final String ACKED = "acked";

    private final WatchRegistry watches;
    private final KeyedState<AlertRecord> records;
    private final KeyedState<String> places;
    private final Sweep<AlertRecord> recordSweep;
    private final Sweep<String> placeSweep;

    /**
     * A book kept in these states.
     *
     * @param watches the watches in force
     * @param records alerts, keyed {@code story|watch}
     * @param places where to look: {@code alert|<id>} gives a key of {@code records}, {@code article|<id>} a story
     */
    public AlertBook(WatchRegistry watches, KeyedState<AlertRecord> records, KeyedState<String> places) {
        this.watches = watches;
        this.records = records;
        this.places = places;
        this.recordSweep = new Sweep<>(records);
        this.placeSweep = new Sweep<>(places);
    }

    /**
     * Raises, updates or takes back what a version of an article gives cause for.
     *
     * @param article a usable article and what was found in it
     * @param story its story, as it stands with this article in it
     * @param origin what the article is to its story
     * @param shifts the shifts it completes, those told before included
     * @param now when this is
     * @return the new versions of alerts, ordered by watch id
     */
    public List<Alert> raise(
            AnalyzedArticle article, StoryRef story, Origin origin, List<StanceShift> shifts, Instant now) {
        String place = placeOf(article.getArticle().getId());
        String knownStory = places.get(place);
        if (knownStory != null && !knownStory.equals(story.getId())) {
            // A late version, after its story has left the window: its alerts are where they were.
            return raise(article, lastKnown(knownStory), Origin.KNOWN_SOURCE, shifts, now);
        }
        List<Stance> stances = freshStances(article);
        Set<String> met = new HashSet<>();
        Map<String, Alert> told = new TreeMap<>();
        for (Map.Entry<String, WatchMatch> one : watchesMet(article).entrySet()) {
            Watch watch = watches.get(one.getKey());
            if (watch != null && WatchTermRule.inForce(watch, article.getReceivedAt())) {
                Cause.of(watch, one.getValue(), stances, shifts, article.getUnread())
                        .ifPresent(cause -> {
                            met.add(watch.getId());
                            raise(watch, article, story, origin, cause, now)
                                    .ifPresent(alert -> told.put(watch.getId(), alert));
                        });
            }
        }
        if (knownStory != null) {
            dropUnmet(article, story, met, stances, shifts, now)
                    .forEach(alert -> told.put(alert.getWatch().getId(), alert));
        }
        if (origin == Origin.NEW_SOURCE) {
            release(article, story, now)
                    .forEach(alert -> told.putIfAbsent(alert.getWatch().getId(), alert));
        }
        return List.copyOf(told.values());
    }

    /** A story as its alerts tell of it. */
    private StoryRef lastKnown(String storyId) {
        return records.keysWithPrefix(storyId + "|").stream()
                .map(records::get)
                .filter(Objects::nonNull)
                .map(record -> record.getAlert().getStory())
                .findFirst()
                .orElse(new StoryRef(storyId, 1, 1));
    }

    /**
     * Takes back what rests on a killed article, or updates it where other articles carry the story too. Who was never led
     * there by the article hears nothing of it, unless the story lost a source.
     *
     * @param killing the version that kills
     * @param story its story as it stands without the article; null when it is no longer known
     * @param undone the shifts that fell with it, whoever completed them
     */
    public List<Alert> retract(
            AnalyzedArticle killing, @Nullable StoryRef story, List<UndoneShift> undone, Instant now) {
        ArticleRef article = killing.getArticle();
        // A kill never waits for the end of an embargo.
        Ending ending = new Ending(article.getId(), whyKilled(article), story, undone, killing.getReceivedAt(), now);
        Set<String> stories = storiesOf(undone);
        String place = places.get(placeOf(article.getId()));
        if (place != null) {
            stories.add(place);
            places.remove(placeOf(article.getId()));
        }
        return reduce(stories, ending);
    }

    /** Takes shifts back that this version of an article has undone, whoever completed them. */
    public List<Alert> undo(AnalyzedArticle article, List<UndoneShift> undone, Instant now) {
        return reduce(storiesOf(undone), new Ending(null, "", null, undone, mayBeTold(article), now));
    }

    /** Lets an article that its source withholds carry nothing that nobody has been told yet. */
    public void setAside(String articleId) {
        String storyId = places.get(placeOf(articleId));
        if (storyId != null) {
            for (String key : records.keysWithPrefix(storyId + "|")) {
                dropUntold(key, articleId);
            }
        }
    }

    private void dropUntold(String key, String articleId) {
        AlertRecord record = records.get(key);
        if (record == null) {
            return;
        }
        SupportList supports = new SupportList(record.getSupport());
        if (supports.of(articleId).filter(one -> !one.getTold()).isEmpty()) {
            return;
        }
        if (record.getHeld()) {
            keepHeld(key, record.getAlert(), supports.without(articleId));
        } else {
            tell(key, record.getAlert(), supports.without(articleId));
        }
    }

    /** Why what rests on a killed article is taken back: the end of a sentence. */
    public static String whyKilled(ArticleRef article) {
        return "it was withdrawn by " + sourceOf(article);
    }

    /**
     * Writes an acknowledgement down; empty when there is no such alert, or somebody has acknowledged it already. An alert
     * that was merely seen can still be claimed.
     */
    public Optional<Alert> acknowledge(AcknowledgementRequest request, Instant now) {
        String key = places.get("alert|" + request.getAlertId());
        AlertRecord record = key == null ? null : records.get(key);
        if (key == null
                || record == null
                || record.getHeld()
                || isAnswered(record.getAlert().getAck(), request.getClaimed())) {
            return Optional.empty();
        }
        Alert acked = next(record.getAlert(), ACKED, request.getAt(), now)
                .setAck(new Acknowledgement(request.getBy(), request.getNote(), request.getAt(), request.getClaimed()))
                .setReason((request.getClaimed() ? "Claimed by " : "Acknowledged by ") + request.getBy() + ".")
                .build();
        records.put(key, new AlertRecord(acked, false, record.getSupport()));
        return Optional.of(acked);
    }

    private static boolean isAnswered(@Nullable Acknowledgement ack, boolean claiming) {
        return ack != null && (ack.getClaimed() || !claiming);
    }

    /** Forgets alerts whose newest version could be told before this, some at a time; they can then be neither updated nor taken back. */
    public void forgetBefore(Instant horizon) {
        recordSweep.forget(record -> {
            AlertTimes at = record.getAlert().getAt();
            return Timestamps.later(at.getReceivedAt(), at.getNotBefore()).isBefore(horizon);
        });
        placeSweep.forget(place -> !leadsToAnAlert(place));
    }

    /** Whether a place, the key of a record or a story, still has an alert. */
    private boolean leadsToAnAlert(String place) {
        if (place.indexOf('|') >= 0) {
            return records.get(place) != null;
        }
        return records.keysAfter(place + "|", 1).stream().anyMatch(key -> key.startsWith(place + "|"));
    }

    private Optional<Alert> raise(
            Watch watch, AnalyzedArticle article, StoryRef story, Origin origin, Cause cause, Instant now) {
        String key = story.getId() + "|" + watch.getId();
        AlertRecord record = records.get(key);
        AlertSupport support = cause.support(watch, article);
        places.put(placeOf(article.getArticle().getId()), story.getId());
        if (record == null || record.getHeld()) {
            SupportList supports = new SupportList(record == null ? List.of() : record.getSupport()).with(support);
            Alert alert = supports.describe(first(watch, story, article.getEmbargoedUntil(), now), support)
                    .setReason(cause.reason(watch))
                    .build();
            if (story.getSources() < watch.getMinSources()) {
                keepHeld(key, alert, supports);
                return Optional.empty();
            }
            return Optional.of(tell(key, alert, supports.told(support)));
        }
        SupportList supports = new SupportList(record.getSupport()).with(support);
        Optional<String> news = record.getAlert().getState().equals(RETRACTED)
                ? Optional.of("Carried again by " + sourceOf(article.getArticle()) + ". " + cause.reason(watch))
                : cause.newsBeside(record.getSupport(), support, origin, watch);
        if (news.isEmpty()) {
            tell(key, Alert.newBuilder(record.getAlert()).setStory(story).build(), supports);
            return Optional.empty();
        }
        Alert alert = supports.describe(next(record.getAlert(), UPDATED, article.getEmbargoedUntil(), now), support)
                .setStory(story)
                .setReason(news.get())
                .build();
        return Optional.of(tell(key, alert, supports.told(support)));
    }

    private static Alert.Builder first(Watch watch, StoryRef story, @Nullable Instant notBefore, Instant now) {
        return Alert.newBuilder()
                .setId(Ids.of("alert", watch.getId(), story.getId()))
                .setVersion(1)
                .setState(NEW)
                .setWatch(new WatchRef(watch.getId(), watch.getName()))
                .setStory(story)
                .setAt(AlertTimes.newBuilder()
                        .setPublishedAt(now)
                        .setReceivedAt(now)
                        .setDetectedAt(now)
                        .setNotBefore(notBefore)
                        .build());
    }

    private static Alert.Builder next(Alert alert, String state, @Nullable Instant notBefore, Instant now) {
        return Alert.newBuilder(alert)
                .setVersion(alert.getVersion() + 1)
                .setState(state)
                .setAt(AlertTimes.newBuilder(alert.getAt())
                        .setDetectedAt(now)
                        .setNotBefore(notBefore)
                        .build());
    }

    private Alert tell(String key, Alert alert, SupportList supports) {
        records.put(key, new AlertRecord(alert, false, supports.all()));
        places.put("alert|" + alert.getId(), key);
        return alert;
    }

    /** Keeps an alert that waits for more sources, as it would be told now; one without an article to rest on is no more. */
    private void keepHeld(String key, Alert alert, SupportList supports) {
        if (supports.isEmpty()) {
            records.remove(key);
        } else {
            Alert waiting =
                    supports.describe(Alert.newBuilder(alert), supports.lead()).build();
            records.put(key, new AlertRecord(waiting, true, supports.all()));
        }
    }

    /**
     * What ends for alerts.
     *
     * @param articleId the article that counts no longer; null for none
     * @param why why not: the end of a sentence
     * @param story the article's story without it, as far as it is known
     * @param undone the shifts that count no longer
     * @param notBefore from when that could be told
     */
    private record Ending(
            @Nullable String articleId,
            String why,
            @Nullable StoryRef story,
            List<UndoneShift> undone,
            Instant notBefore,
            Instant now) {}

    /**
     * Takes the article out of alerts of its story whose watch its new version no longer meets. A watch that asks for
     * something else by now, or is out of force, says nothing against the article: what it has told stays told.
     */
    private List<Alert> dropUnmet(
            AnalyzedArticle article,
            StoryRef story,
            Set<String> met,
            List<Stance> stances,
            List<StanceShift> shifts,
            Instant now) {
        ArticleRef ref = article.getArticle();
        String why = "its version " + ref.getVersion() + " no longer meets the watch";
        Ending ending = new Ending(ref.getId(), why, story, List.of(), mayBeTold(article), now);
        List<Alert> dropped = new ArrayList<>();
        for (String key : records.keysWithPrefix(story.getId() + "|")) {
            Watch watch = watches.get(key.substring(key.indexOf('|') + 1));
            if (watch != null
                    && WatchTermRule.inForce(watch, article.getReceivedAt())
                    && !met.contains(watch.getId())) {
                if (supportOf(key, ref.getId())
                        .filter(kept -> Cause.mayStand(kept, watch, stances, shifts))
                        .isPresent()) {
                    dropUntold(key, ref.getId());
                } else {
                    reduce(key, ending).ifPresent(dropped::add);
                }
            }
        }
        return dropped;
    }

    private Optional<AlertSupport> supportOf(String key, String articleId) {
        return Optional.ofNullable(records.get(key))
                .flatMap(record -> new SupportList(record.getSupport()).of(articleId));
    }

    private Set<String> storiesOf(List<UndoneShift> undone) {
        Set<String> stories = new TreeSet<>();
        for (UndoneShift one : undone) {
            String story = places.get(placeOf(one.shift().getArticle().getId()));
            if (story != null) {
                stories.add(story);
            }
        }
        return stories;
    }

    private List<Alert> reduce(Set<String> stories, Ending ending) {
        List<Alert> told = new ArrayList<>();
        for (String story : stories) {
            for (String key : records.keysWithPrefix(story + "|")) {
                reduce(key, ending).ifPresent(told::add);
            }
        }
        return told;
    }

    private Optional<Alert> reduce(String key, Ending ending) {
        AlertRecord record = records.get(key);
        if (record == null) {
            return Optional.empty();
        }
        SupportList before = new SupportList(record.getSupport());
        SupportList kept = before.without(ending.undone());
        AlertSupport gone = ending.articleId() == null
                ? null
                : before.of(ending.articleId()).orElse(null);
        if (gone != null) {
            kept = kept.without(gone.getArticle().getId());
        }
        if (kept.equals(before)) {
            return Optional.empty();
        }
        if (record.getHeld()) {
            keepHeld(key, record.getAlert(), kept);
            return Optional.empty();
        }
        Alert alert = record.getAlert();
        StoryRef story = ending.story() != null && ending.story().getId().equals(key.substring(0, key.indexOf('|')))
                ? ending.story()
                : alert.getStory();
        if (kept.isEmpty()) {
            // It says what it said, so that its reader knows what is taken back.
            Alert retracted = next(alert, RETRACTED, ending.notBefore(), ending.now())
                    .setReason("Taken back: " + AlertReasons.ended(gone, ending.why(), undone(before, ending)))
                    .build();
            return Optional.of(tell(key, retracted, kept));
        }
        boolean heardOf = gone != null && gone.getTold()
                || story.getSources() < alert.getStory().getSources()
                || undone(before, ending) != null;
        if (!heardOf) {
            tell(key, Alert.newBuilder(alert).setStory(story).build(), kept);
            return Optional.empty();
        }
        AlertSupport lead = kept.lead();
        Alert.Builder updated = kept.describe(next(alert, UPDATED, ending.notBefore(), ending.now()), lead)
                .setStory(story);
        updated.setReason(AlertReasons.ended(gone, ending.why(), undone(before, ending)) + " "
                + AlertReasons.stillCarried(lead, alert.getKind(), updated.getKind()));
        return Optional.of(tell(key, updated.build(), kept.told(lead)));
    }

    /** The first of the shifts that the alert rested on and that count no longer; null when there is none. */
    private static @Nullable StanceShift undone(SupportList supports, Ending ending) {
        Set<String> known = new HashSet<>();
        supports.all().forEach(one -> one.getCompletedShifts().forEach(shift -> known.add(shift.getId())));
        return ending.undone().stream()
                .map(UndoneShift::shift)
                .filter(shift -> known.contains(shift.getId()))
                .findFirst()
                .orElse(null);
    }

    /** Tells the alerts of a story that waited for more independent sources and now have them, by what came just now. */
    private List<Alert> release(AnalyzedArticle article, StoryRef story, Instant now) {
        List<Alert> released = new ArrayList<>();
        for (String key : records.keysWithPrefix(story.getId() + "|")) {
            AlertRecord record = records.get(key);
            Watch watch = watches.get(key.substring(key.indexOf('|') + 1));
            if (record != null
                    && record.getHeld()
                    && watch != null
                    && WatchTermRule.inForce(watch, article.getReceivedAt())
                    && story.getSources() >= watch.getMinSources()) {
                SupportList supports = new SupportList(record.getSupport());
                Alert alert = Alert.newBuilder(record.getAlert())
                        .setStory(story)
                        .setReason(record.getAlert().getReason() + " Now " + story.getSources()
                                + " independent sources carry the story.")
                        .setAt(AlertTimes.newBuilder(record.getAlert().getAt())
                                .setDetectedAt(now)
                                .setNotBefore(mayBeTold(article))
                                .build())
                        .build();
                released.add(tell(key, alert, supports.told(supports.lead())));
            }
        }
        return released;
    }

    private Map<String, WatchMatch> watchesMet(AnalyzedArticle article) {
        Map<String, WatchMatch> met = new LinkedHashMap<>();
        article.getMatches().forEach(match -> met.put(match.getWatchId(), match));
        for (Watch watch : watches.ofEveryArticle()) {
            met.put(watch.getId(), new WatchMatch(watch.getId(), List.of(), article.getLead()));
        }
        return met;
    }

    /** The stances that are news today: the actor's own, told by this article, and no recap. */
    private static List<Stance> freshStances(AnalyzedArticle article) {
        return article.getStances().stream()
                .filter(found -> !found.getRecap())
                .map(FoundStance::getStance)
                .toList();
    }

    /** From when an article may be told. */
    private static Instant mayBeTold(AnalyzedArticle article) {
        return Timestamps.later(article.getReceivedAt(), article.getEmbargoedUntil());
    }

    private static String placeOf(String articleId) {
        return "article|" + articleId;
    }

    static String sourceOf(ArticleRef article) {
        return article.getSource().isEmpty() ? "its source" : article.getSource();
    }
}
