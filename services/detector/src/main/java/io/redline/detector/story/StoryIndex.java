package io.redline.detector.story;

import io.redline.detector.story.StoryEntry.Standing;
import io.redline.runtime.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The stories of the window, fed with one ordered stream of articles. Each article gets its story once, at arrival; what
 * was told is never changed.
 *
 * <p>Time is that of the articles. A story stays until its newest article is a window older than the newest article
 * seen, and then leaves whole. Late articles are placed by their own time. A publication time in the future would empty
 * the window: cap it at the time of receipt before it gets here.
 *
 * <p>Not safe for concurrent use.
 */
public final class StoryIndex {

    /** An article's rarest heavy terms, by which candidates are looked up. */
    private static final int QUERY_TERMS = 16;

    /** Articles looked at per term, the newest; a term more common than this tells little. */
    private static final int POSTINGS_PER_TERM = 2_000;

    /** Articles compared exactly. */
    private static final int CANDIDATES = 32;

    /** Stories looked into beyond the candidates themselves, and articles of each, the newest. */
    private static final int STORIES_EXPANDED = 6;

    private static final int MEMBERS_EXPANDED = 8;

    /** A story is as similar as the mean of its most similar members, so that one odd member neither opens nor closes it. */
    private static final int MEMBERS_AVERAGED = 3;

    /** Similarity is divided by {@code 1 + FADE_PER_DAY * days}: the next day's events look like this day's. */
    private static final double FADE_PER_DAY = 0.4;

    /**
     * Least similarity to a story: {@code LEAST + STEP * log2(articles / FEW)}, within bounds. The more articles in the
     * window, the more similar the most similar of the wrong ones is.
     */
    private static final double LEAST_SIMILARITY = 0.17;

    private static final double SIMILARITY_STEP = 0.025;
    private static final double MOST_SIMILARITY = 0.30;
    private static final int FEW_ARTICLES = 5;

    /**
     * From this share of common wording on, one text copies the other. Independent reports that quote the same speech at
     * length reach 0.39.
     */
    private static final double COPY = 0.45;

    /** Enough common wording to be the same source when one text names the wire that the other is of. */
    private static final double CREDITED_COPY = 0.2;

    private static final double DAY_MILLIS = Duration.ofDays(1).toMillis();

    private final StorySettings settings;
    private final Map<String, Integer> slotByArticle = new HashMap<>();
    private final Map<String, LiveStory> stories = new HashMap<>();
    private final TreeSet<LiveStory> byLatest = new TreeSet<>(LiveStory.LONGEST_WITHOUT_NEWS);
    private final TermRarity rarity = new TermRarity();
    private final Postings postings = new Postings(slot -> entry(slot).sequence());
    private @Nullable StoryEntry[] entries = new StoryEntry[1024];
    private long[] scores = new long[1024];
    private int[] freeSlots = new int[1024];
    private int freeCount;
    private int usedSlots;
    private Instant clock = Instant.MIN;
    private long nextSequence;

    /** An empty index. */
    public StoryIndex(StorySettings settings) {
        this.settings = settings;
    }

    /** The index that wrote these entries: all that were stored and not yet deleted, in any order. */
    public static StoryIndex restored(StorySettings settings, Collection<StoryEntry> stored) {
        StoryIndex index = new StoryIndex(settings);
        stored.stream().sorted(Comparator.comparingLong(StoryEntry::sequence)).forEach(entry -> {
            index.insert(entry);
            index.advance(entry);
        });
        return index;
    }

    /**
     * Places an article version in its story.
     *
     * <p>A later version of a known article replaces it within its story; the same or an earlier one changes nothing.
     *
     * @param publishedAt event time, not in the future
     */
    public Assignment assign(String articleId, int version, StorySignature signature, Instant publishedAt) {
        Integer known = slotByArticle.get(articleId);
        if (known != null) {
            return reassign(known, version, signature);
        }
        List<String> expired = expire(publishedAt);
        StoryEntry entry = place(articleId, version, signature, publishedAt);
        LiveStory before = stories.get(entry.storyId());
        int sourcesBefore = before == null ? 0 : before.sources();
        insert(entry);
        advance(entry);
        LiveStory story = story(entry);
        return new Assignment(
                story.id(),
                story.articles(),
                story.sources(),
                entry.duplicateOf(),
                true,
                story.sources() > sourcesBefore,
                entry,
                expired);
    }

    /**
     * Sets an article aside that its source canceled or withholds: it counts no longer, and stays known so that only a later
     * version brings it back.
     *
     * @param version the version that cancels or withholds
     * @param standing which of the two
     * @return what became of its story, or nothing when the article is not in the window or a later version is
     */
    public Optional<Removal> setAside(String articleId, int version, Standing standing) {
        Integer slot = slotByArticle.get(articleId);
        if (slot == null) {
            return Optional.empty();
        }
        StoryEntry entry = entry(slot);
        if (entry.version() > version) {
            return Optional.empty();
        }
        LiveStory story = story(entry);
        int sourcesBefore = story.sources();
        StoryEntry aside = entry.setAside(version, standing);
        replace(slot, aside);
        return Optional.of(
                new Removal(story.id(), story.articles(), story.sources(), story.sources() < sourcesBefore, aside));
    }

    /** A story in the window: its articles, its first report and its latest, its sources. */
    public Optional<Story> find(String storyId) {
        LiveStory story = stories.get(storyId);
        return story == null ? Optional.empty() : Optional.of(describe(story));
    }

    /** Articles held, canceled ones included. */
    public int size() {
        return slotByArticle.size();
    }

    private Story describe(LiveStory story) {
        List<StoryEntry> usable = story.slots().stream()
                .map(this::entry)
                .filter(StoryEntry::counts)
                .sorted(Comparator.comparing(StoryEntry::publishedAt).thenComparing(StoryEntry::sequence))
                .toList();
        List<String> origins =
                usable.stream().map(entry -> entry.sourceGroup()).distinct().toList();
        return new Story(story.id(), usable.stream().map(StoryEntry::articleId).toList(), origins);
    }

    private Assignment reassign(int slot, int version, StorySignature signature) {
        StoryEntry entry = entry(slot);
        LiveStory story = story(entry);
        int sourcesBefore = story.sources();
        if (version > entry.version()) {
            entry = entry.withVersion(version, signature);
            replace(slot, entry);
        }
        return new Assignment(
                story.id(),
                story.articles(),
                story.sources(),
                entry.duplicateOf(),
                false,
                story.sources() > sourcesBefore,
                entry,
                List.of());
    }

    /** Decides the story, the source and the original of a new article. */
    private StoryEntry place(String articleId, int version, StorySignature signature, Instant publishedAt) {
        Query query = new Query(signature, publishedAt);
        Match match = bestMatch(query);
        String storyId =
                match == null ? Ids.of("story", articleId) : match.story().id();
        String group = articleId;
        String duplicateOf = null;
        if (match != null && match.related() != null) {
            StoryEntry other = entry(match.related().slot());
            group = other.sourceGroup();
            if (match.related().overlap() >= COPY && !isOriginalOf(signature, other.signature())) {
                duplicateOf = other.duplicateOf() == null ? other.articleId() : other.duplicateOf();
            }
        } else if (match != null) {
            group = groupOfOrigin(match.story(), signature.origin(), articleId);
        }
        return new StoryEntry(
                articleId, version, signature, storyId, group, duplicateOf, nextSequence, publishedAt, Standing.USABLE);
    }

    /** A copy may be seen before the wire it is credited to. */
    private static boolean isOriginalOf(StorySignature original, StorySignature copy) {
        return !original.outlet().isEmpty()
                && original.outlet().equals(copy.origin())
                && !original.outlet().equals(copy.outlet());
    }

    /** The source that other articles of this origin are counted as; the article itself when there are none. */
    private String groupOfOrigin(LiveStory story, String origin, String articleId) {
        if (!origin.isEmpty()) {
            for (int slot : story.slots()) {
                StoryEntry member = entry(slot);
                if (member.attracts() && member.signature().origin().equals(origin)) {
                    return member.sourceGroup();
                }
            }
        }
        return articleId;
    }

    private @Nullable Match bestMatch(Query query) {
        Map<LiveStory, List<Likeness>> byStory = new LinkedHashMap<>();
        for (int slot : candidates(query)) {
            byStory.computeIfAbsent(story(entry(slot)), story -> new ArrayList<>())
                    .add(compare(query, slot));
        }
        List<Map.Entry<LiveStory, List<Likeness>>> nearest = new ArrayList<>(byStory.entrySet());
        nearest.sort(
                Comparator.comparingDouble((Map.Entry<LiveStory, List<Likeness>> story) -> -best(story.getValue())));
        Match best = null;
        for (Map.Entry<LiveStory, List<Likeness>> story :
                nearest.subList(0, Math.min(nearest.size(), STORIES_EXPANDED))) {
            Match match = match(query, story.getKey(), story.getValue());
            if (match != null && (best == null || match.score() > best.score())) {
                best = match;
            }
        }
        return best;
    }

    private static double best(List<Likeness> likenesses) {
        double best = 0;
        for (Likeness likeness : likenesses) {
            best = Math.max(best, likeness.faded());
        }
        return best;
    }

    private @Nullable Match match(Query query, LiveStory story, List<Likeness> retrieved) {
        List<Likeness> members = new ArrayList<>(retrieved);
        List<Integer> slots = story.slots();
        for (int at = Math.max(0, slots.size() - MEMBERS_EXPANDED); at < slots.size(); at++) {
            int slot = slots.get(at);
            if (members.stream().noneMatch(member -> member.slot() == slot) && query.mayMeet(entry(slot))) {
                members.add(compare(query, slot));
            }
        }
        Likeness related = null;
        for (Likeness member : members) {
            boolean better = related == null || member.overlap() > related.overlap();
            if (better && isOneSource(query.signature, entry(member.slot()).signature(), member.overlap())) {
                related = member;
            }
        }
        if (related != null && related.overlap() >= COPY && related.cosine() >= leastSimilarity()) {
            // The same text is the same event, whatever the rest of the story says.
            return new Match(story, 1 + related.overlap(), related);
        }
        members.sort(Comparator.comparingDouble(Likeness::faded).reversed());
        int averaged = Math.min(members.size(), MEMBERS_AVERAGED);
        double sum = 0;
        for (Likeness member : members.subList(0, averaged)) {
            sum += member.faded();
        }
        double score = sum / averaged;
        return score >= leastSimilarity() ? new Match(story, score, related) : null;
    }

    /** Whether wording and credits together say that two texts go back to one source. */
    private static boolean isOneSource(StorySignature left, StorySignature right, double overlap) {
        return overlap >= COPY
                || (overlap >= CREDITED_COPY
                        && (left.mentions().contains(right.origin())
                                || right.mentions().contains(left.origin())));
    }

    private double leastSimilarity() {
        double doublings = (FixedLog.log2(rarity.articles() + 1) - FixedLog.log2(FEW_ARTICLES)) / (double) FixedLog.ONE;
        return Math.max(LEAST_SIMILARITY, Math.min(MOST_SIMILARITY, LEAST_SIMILARITY + SIMILARITY_STEP * doublings));
    }

    private Likeness compare(Query query, int slot) {
        StoryEntry other = entry(slot);
        double cosine = query.cosine(other.signature());
        double days = Math.abs(
                        Duration.between(other.publishedAt(), query.publishedAt).toMillis())
                / DAY_MILLIS;
        double faded = cosine / (1 + FADE_PER_DAY * days);
        return new Likeness(
                slot,
                cosine,
                faded,
                WordingSketch.overlap(
                        query.signature.sketch(), other.signature().sketch()));
    }

    /** The slots of the articles that share most with the query's rarest heavy terms; among equals the newest. */
    private int[] candidates(Query query) {
        int[] touched = new int[64];
        int touchedCount = 0;
        for (int at : query.heaviest()) {
            int term = query.signature.term(at);
            long gain = query.loads[at] * query.loads[at];
            int count = Math.min(postings.count(term), POSTINGS_PER_TERM);
            for (int back = 0; back < count; back++) {
                int slot = postings.newest(term, back);
                if (scores[slot] == 0) {
                    if (touchedCount == touched.length) {
                        touched = Arrays.copyOf(touched, touchedCount * 2);
                    }
                    touched[touchedCount++] = slot;
                }
                scores[slot] += gain;
            }
        }
        int[] best = new int[CANDIDATES];
        int found = 0;
        for (int i = 0; i < touchedCount; i++) {
            int slot = touched[i];
            if (found == CANDIDATES && !precedes(slot, best[found - 1]) || !query.mayMeet(entry(slot))) {
                continue;
            }
            int at = found < CANDIDATES ? found++ : found - 1;
            while (at > 0 && precedes(slot, best[at - 1])) {
                best[at] = best[at - 1];
                at--;
            }
            best[at] = slot;
        }
        for (int i = 0; i < touchedCount; i++) {
            scores[touched[i]] = 0;
        }
        return Arrays.copyOf(best, found);
    }

    private boolean precedes(int left, int right) {
        return scores[left] != scores[right]
                ? scores[left] > scores[right]
                : entry(left).sequence() > entry(right).sequence();
    }

    private List<String> expire(Instant publishedAt) {
        Instant now = publishedAt.isAfter(clock) ? publishedAt : clock;
        List<String> expired = new ArrayList<>();
        while (!byLatest.isEmpty()) {
            LiveStory oldest = byLatest.first();
            boolean past = oldest.latest().plus(settings.window()).isBefore(now);
            if (!past && size() < settings.maxArticles()) {
                break;
            }
            for (int slot : oldest.slots()) {
                expired.add(release(slot));
            }
            byLatest.remove(oldest);
            stories.remove(oldest.id());
        }
        return expired;
    }

    private String release(int slot) {
        StoryEntry entry = entry(slot);
        unindex(slot, entry);
        slotByArticle.remove(entry.articleId());
        entries[slot] = null;
        if (freeCount == freeSlots.length) {
            freeSlots = Arrays.copyOf(freeSlots, freeCount * 2);
        }
        freeSlots[freeCount++] = slot;
        return entry.articleId();
    }

    private void insert(StoryEntry entry) {
        int slot = freeSlot();
        entries[slot] = entry;
        slotByArticle.put(entry.articleId(), slot);
        LiveStory story = stories.computeIfAbsent(entry.storyId(), id -> new LiveStory(entry));
        byLatest.remove(story);
        story.add(slot, entry);
        byLatest.add(story);
        index(slot, entry);
    }

    private void index(int slot, StoryEntry entry) {
        if (entry.attracts()) {
            postings.add(entry.signature(), slot);
            if (countsForRarity(slot, entry)) {
                rarity.add(entry.signature());
            }
        }
    }

    private void unindex(int slot, StoryEntry entry) {
        if (entry.attracts()) {
            postings.remove(entry.signature(), slot);
            if (countsForRarity(slot, entry)) {
                rarity.remove(entry.signature());
            }
        }
    }

    private boolean countsForRarity(int slot, StoryEntry entry) {
        List<Integer> slots = story(entry).slots();
        int counted = Math.min(slots.size(), TermRarity.COUNTED_PER_STORY);
        return slots.subList(0, counted).contains(slot);
    }

    private int freeSlot() {
        if (freeCount > 0) {
            return freeSlots[--freeCount];
        }
        if (usedSlots == entries.length) {
            entries = Arrays.copyOf(entries, usedSlots * 2);
            scores = Arrays.copyOf(scores, usedSlots * 2);
        }
        return usedSlots++;
    }

    private void replace(int slot, StoryEntry changed) {
        unindex(slot, entry(slot));
        entries[slot] = changed;
        index(slot, changed);
        story(changed).recount(this::entry);
    }

    private void advance(StoryEntry entry) {
        nextSequence = Math.max(nextSequence, entry.sequence() + 1);
        if (entry.publishedAt().isAfter(clock)) {
            clock = entry.publishedAt();
        }
    }

    private StoryEntry entry(int slot) {
        StoryEntry entry = entries[slot];
        if (entry == null) {
            throw new IllegalStateException("slot " + slot + " of the story index is free");
        }
        return entry;
    }

    private LiveStory story(StoryEntry entry) {
        LiveStory story = stories.get(entry.storyId());
        if (story == null) {
            throw new IllegalStateException(entry.storyId() + " is not in the story index");
        }
        return story;
    }

    /** How like the article in a slot is: by terms, by terms and time, by wording. */
    private record Likeness(int slot, double cosine, double faded, double overlap) {}

    /** A story that takes the article, how well, and the member it shares a source with by wording. */
    private record Match(
            LiveStory story, double score, @Nullable Likeness related) {}

    /** The new article, with its terms weighed by their rarity in the window as it is now. */
    private final class Query {
        private final StorySignature signature;
        private final Instant publishedAt;
        private final long[] loads;
        private final double norm;

        Query(StorySignature signature, Instant publishedAt) {
            this.signature = signature;
            this.publishedAt = publishedAt;
            this.loads = new long[signature.termCount()];
            long square = 0;
            for (int at = 0; at < loads.length; at++) {
                loads[at] = (long) signature.weight(at) * rarity.of(signature.term(at), true);
                square += loads[at] * loads[at];
            }
            this.norm = Math.sqrt(square);
        }

        boolean mayMeet(StoryEntry other) {
            return other.attracts()
                    && signature.sharesLanguage(other.signature())
                    && Duration.between(other.publishedAt(), publishedAt).abs().compareTo(settings.window()) <= 0;
        }

        /** Places of the terms that weigh most, at most {@link #QUERY_TERMS}. */
        int[] heaviest() {
            int[] best = new int[Math.min(QUERY_TERMS, loads.length)];
            int found = 0;
            for (int term = 0; term < loads.length; term++) {
                if (loads[term] == 0 || found == best.length && loads[term] <= loads[best[found - 1]]) {
                    continue;
                }
                int at = found < best.length ? found++ : found - 1;
                while (at > 0 && loads[term] > loads[best[at - 1]]) {
                    best[at] = best[at - 1];
                    at--;
                }
                best[at] = term;
            }
            return Arrays.copyOf(best, found);
        }

        double cosine(StorySignature other) {
            long product = 0;
            long square = 0;
            int at = 0;
            for (int i = 0; i < other.termCount(); i++) {
                int term = other.term(i);
                while (at < loads.length && signature.term(at) < term) {
                    at++;
                }
                boolean shared = at < loads.length && signature.term(at) == term;
                long load = (long) other.weight(i) * rarity.of(term, shared);
                square += load * load;
                if (shared) {
                    product += load * loads[at];
                }
            }
            return product == 0 ? 0 : product / (norm * Math.sqrt(square));
        }
    }
}
