package io.redline.detector;

import io.redline.detector.alert.AlertBook;
import io.redline.detector.alert.Origin;
import io.redline.detector.shift.Judgement;
import io.redline.detector.shift.ShiftTracker;
import io.redline.detector.shift.UndoneShift;
import io.redline.detector.story.Assignment;
import io.redline.detector.story.Removal;
import io.redline.detector.story.StoryEntry;
import io.redline.detector.story.StoryEntry.Standing;
import io.redline.detector.story.StoryIndex;
import io.redline.detector.story.StorySignature;
import io.redline.schemas.AcknowledgementRequest;
import io.redline.schemas.Alert;
import io.redline.schemas.ArticleRef;
import io.redline.schemas.Stance;
import io.redline.schemas.StanceShift;
import io.redline.schemas.StoryRef;
import io.redline.schemas.internal.AnalyzedArticle;
import io.redline.schemas.internal.FoundStance;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sees every article in order and says what is new: which story it belongs to, the stances and shifts it adds, and the
 * alerts that follow. The same class serves the stream, {@code analyze} and {@code evaluate}.
 */
public final class Newsroom {

    static final String CANCELED = "canceled";
    private static final String WITHHELD = "withheld";

    /** How long an alert can still be updated or taken back, counted from the receipt of its newest article. */
    private static final Duration ALERTS_KEPT = Duration.ofDays(30);

    private final StoryIndex stories;
    private final ToldStances stances;
    private final ShiftTracker shifts;
    private final AlertBook alerts;

    /** A newsroom that remembers through these. */
    Newsroom(StoryIndex stories, ToldStances stances, ShiftTracker shifts, AlertBook alerts) {
        this.stories = stories;
        this.stances = stances;
        this.shifts = shifts;
        this.alerts = alerts;
    }

    /**
     * What an article leads to.
     *
     * @param story its place among the stories; null when the article is not to be told
     * @param entries what the story index wants stored, each under its article's id
     * @param expired articles that left the story index: what is stored under their ids is to be deleted
     * @param stances the stances to write down: those it states, and those retracted that it no longer states
     * @param shifts the shifts to write down: those it completes, and those retracted that no longer stand
     * @param alerts new versions of alerts
     */
    public record Outcome(
            @Nullable Assignment story,
            List<StoryEntry> entries,
            List<String> expired,
            List<Stance> stances,
            List<StanceShift> shifts,
            List<Alert> alerts) {

        /** The shifts that it completes. */
        public List<StanceShift> completed() {
            return shifts.stream().filter(shift -> shift.getRetracted() == null).toList();
        }
    }

    /**
     * Takes in a version of an article.
     *
     * @param now time of day, only written down in alerts; nothing is decided by it
     */
    public Outcome observe(AnalyzedArticle analyzed, Instant now) {
        switch (analyzed.getStatus()) {
            case CANCELED:
                return kill(analyzed, now);
            case WITHHELD:
                return setAside(analyzed);
            default:
                return tell(analyzed, now);
        }
    }

    /** How many articles the window of stories holds. */
    int storyArticles() {
        return stories.size();
    }

    /** Takes in an acknowledgement. */
    public List<Alert> acknowledge(AcknowledgementRequest request, Instant now) {
        return alerts.acknowledge(request, now).map(List::of).orElse(List.of());
    }

    /**
     * Forgets alerts that can no longer change, and stances too old to count.
     *
     * @param now event time
     */
    public void forget(Instant now) {
        alerts.forgetBefore(now.minus(ALERTS_KEPT));
        shifts.sweep(now);
        stances.sweep(now);
    }

    private Outcome tell(AnalyzedArticle analyzed, Instant now) {
        Assignment assignment = stories.assign(
                analyzed.getArticle().getId(),
                analyzed.getArticle().getVersion(),
                signature(analyzed),
                eventTime(analyzed));
        AnalyzedArticle article = as(assignment.entry(), analyzed);
        boolean copy = assignment.duplicateOf() != null;
        Judgement judgement = shifts.observe(article, assignment.storyId(), copy);
        List<Stance> stated = copy
                ? List.of()
                : article.getStances().stream().map(FoundStance::getStance).toList();
        StoryRef story = new StoryRef(assignment.storyId(), assignment.articles(), assignment.sources());
        List<Alert> told = new ArrayList<>(alerts.undo(article, undoneElsewhere(article, judgement), now));
        told.addAll(alerts.raise(article, story, origin(assignment), judgement.standing(), now));
        return new Outcome(
                assignment,
                assignment.changed(),
                assignment.expired(),
                stances.tell(article, stated),
                judgement.written(),
                told);
    }

    /** The shifts undone that the new version of an article does not itself tell its alerts of. */
    private static List<UndoneShift> undoneElsewhere(AnalyzedArticle article, Judgement judgement) {
        String id = article.getArticle().getId();
        return judgement.undone().stream()
                .filter(one -> one.inItsPlace() != null
                        || !one.shift().getArticle().getId().equals(id))
                .toList();
    }

    private Outcome kill(AnalyzedArticle analyzed, Instant now) {
        Removal removal = remove(analyzed, Standing.CANCELED);
        AnalyzedArticle killing = removal == null ? analyzed : as(removal.entry(), analyzed);
        ArticleRef article = killing.getArticle();
        String why = AlertBook.whyKilled(article);
        Judgement judgement = shifts.withdraw(article.getId(), why);
        return new Outcome(
                null,
                removal == null ? List.of() : List.of(removal.entry()),
                List.of(),
                stances.takeBack(article.getId(), why),
                judgement.written(),
                alerts.retract(killing, removal == null ? null : removal.story(), judgement.undone(), now));
    }

    /** What has been told stays told; what has not waits for a usable version, and no other article may tell it. */
    private Outcome setAside(AnalyzedArticle analyzed) {
        Removal removal = remove(analyzed, Standing.WITHHELD);
        alerts.setAside(
                removal == null
                        ? analyzed.getArticle().getId()
                        : removal.entry().articleId());
        return new Outcome(
                null,
                removal == null ? List.of() : List.of(removal.entry()),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private @Nullable Removal remove(AnalyzedArticle analyzed, Standing standing) {
        ArticleRef article = analyzed.getArticle();
        return stories.setAside(
                        article.getId(), article.getVersion(), signature(analyzed), eventTime(analyzed), standing)
                .orElse(null);
    }

    /** An article that its source has sent under another id before is a version of that one. */
    private static AnalyzedArticle as(StoryEntry entry, AnalyzedArticle analyzed) {
        ArticleRef ref = analyzed.getArticle();
        if (entry.articleId().equals(ref.getId())) {
            return analyzed;
        }
        return AnalyzedArticle.newBuilder(analyzed)
                .setArticle(ArticleRef.newBuilder(ref)
                        .setId(entry.articleId())
                        .setVersion(entry.version())
                        .build())
                .build();
    }

    private static StorySignature signature(AnalyzedArticle analyzed) {
        return StorySignature.fromBytes(bytes(analyzed.getSignature()));
    }

    private static Origin origin(Assignment assignment) {
        if (assignment.duplicateOf() != null) {
            return Origin.COPY;
        }
        return assignment.addsSource() ? Origin.NEW_SOURCE : Origin.KNOWN_SOURCE;
    }

    /** A publication time in the future would empty the window of stories, so the time of receipt bounds it. */
    private static Instant eventTime(AnalyzedArticle analyzed) {
        Instant published = analyzed.getArticle().getPublishedAt();
        return published.isAfter(analyzed.getReceivedAt()) ? analyzed.getReceivedAt() : published;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
