package io.redline.detector.story;

import io.redline.detector.story.StoryEntry.Standing;
import io.redline.detector.story.WordingSketch.Overlap;
import io.redline.runtime.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /** From this share of all their wording on, two texts are the same but for a word here and there. */
    private static final double SAME_TEXT = 0.8;

    /** How long after an article a source may send it again under another id. */
    private static final Duration SENT_AGAIN_WITHIN = Duration.ofDays(1);

    /** How long an outlet sends parts of a running story under one title. */
    private static final Duration RUNNING = Duration.ofHours(12);

    /** Beats any likeness of stories. */
    private static final double SAME_ITEM = 3;

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
            return reassign(known, articleId, version, signature, List.of());
        }
        List<String> expired = expire(publishedAt);
        Query query = new Query(signature, publishedAt);
        Match match = bestMatch(query);
        if (match != null && match.item() != null) {
            rename(match.item().slot(), articleId);
            return reassign(match.item().slot(), articleId, version, signature, expired);
        }
        int sourcesBefore = match == null ? 0 : match.story().sources();
        StoryEntry entry = place(articleId, version, query, match);
        insert(entry);
        advance(entry);
        List<StoryEntry> changed = new ArrayList<>(match == null ? List.of() : joinSources(entry, match));
        changed.add(entry);
        LiveStory story = story(entry);
        return new Assignment(
                story.id(),
                story.articles(),
                story.sources(),
                entry.duplicateOf(),
                true,
                story.sources() > sourcesBefore,
                entry,
                changed,
                expired);
    }

    /**
     * Sets an article aside that its source canceled or withholds: it counts no longer, and stays known so that only a later
     * version brings it back. Where the article is not known by its id, the one is meant that {@link #assign} would take it for.
     *
     * @param version the version that cancels or withholds
     * @param standing which of the two
     * @return what became of its story, or nothing when the article is not in the window or a later version is
     */
    public Optional<Removal> setAside(
            String articleId, int version, StorySignature signature, Instant publishedAt, Standing standing) {
        Integer slot = slotByArticle.get(articleId);
        if (slot == null) {
            Match match = bestMatch(new Query(signature, publishedAt));
            if (match == null || match.item() == null) {
                return Optional.empty();
            }
            slot = match.item().slot();
            rename(slot, articleId);
        }
        StoryEntry entry = entry(slot);
        int newVersion = versionOf(entry, articleId, version);
        if (entry.version() > newVersion) {
            return Optional.empty();
        }
        LiveStory story = story(entry);
        int sourcesBefore = story.sources();
        StoryEntry aside = entry.setAside(newVersion, standing);
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
        return usedSlots - freeCount;
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

    private Assignment reassign(
            int slot, String articleId, int version, StorySignature signature, List<String> expired) {
        StoryEntry entry = entry(slot);
        LiveStory story = story(entry);
        int sourcesBefore = story.sources();
        int newVersion = versionOf(entry, articleId, version);
        if (newVersion > entry.version()) {
            entry = entry.withVersion(newVersion, signature);
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
                List.of(entry),
                expired);
    }

    /** What comes under another id counts its versions anew: each is one more of the article. */
    private static int versionOf(StoryEntry entry, String articleId, int version) {
        return entry.articleId().equals(articleId) ? version : entry.version() + 1;
    }

    /** Remembers an article under another id as well. */
    private void rename(int slot, String otherId) {
        StoryEntry renamed = entry(slot).alsoKnownAs(otherId);
        entry(slot).otherIds().forEach(slotByArticle::remove);
        renamed.otherIds().forEach(id -> slotByArticle.put(id, slot));
        entries[slot] = renamed;
    }

    /** Decides the story, the source and the original of a new article. */
    private StoryEntry place(String articleId, int version, Query query, @Nullable Match match) {
        StorySignature signature = query.signature;
        String storyId =
                match == null ? Ids.of("story", articleId) : match.story().id();
        String group = articleId;
        String duplicateOf = null;
        if (match != null && match.related() != null) {
            StoryEntry other = entry(match.related().slot());
            group = other.sourceGroup();
            if (isCopyOf(signature, other.signature(), match.related().wording())) {
                duplicateOf = other.duplicateOf() == null ? other.articleId() : other.duplicateOf();
            }
        } else if (match != null) {
            group = groupOfOrigin(match.story(), signature.origin(), articleId);
        }
        return new StoryEntry(
                articleId,
                version,
                signature,
                storyId,
                group,
                duplicateOf,
                nextSequence,
                query.publishedAt,
                Standing.USABLE,
                List.of());
    }

    /**
     * Makes one source of articles that only the new one shows to be: copies that came before what they were copied from, and
     * articles of the same origin.
     *
     * @return the entries that changed
     */
    private List<StoryEntry> joinSources(StoryEntry entry, Match match) {
        Set<String> others = new HashSet<>();
        for (Likeness relative : match.copies()) {
            StoryEntry member = entry(relative.slot());
            if (isOriginalOf(entry.signature(), member.signature())
                    || !member.publishedAt().isBefore(entry.publishedAt())) {
                others.add(member.sourceGroup());
            }
        }
        others.add(groupOfOrigin(match.story(), entry.signature().origin(), entry.sourceGroup()));
        others.remove(entry.sourceGroup());
        List<StoryEntry> changed = new ArrayList<>();
        if (!others.isEmpty()) {
            for (int slot : match.story().slots()) {
                if (others.contains(entry(slot).sourceGroup())) {
                    StoryEntry joined = entry(slot).inGroup(entry.sourceGroup());
                    entries[slot] = joined;
                    changed.add(joined);
                }
            }
            match.story().recount(this::entry);
        }
        return changed;
    }

    /** Whether a new text repeats another. An outlet that carries its own story on repeats it only where it adds next to nothing. */
    private static boolean isCopyOf(StorySignature text, StorySignature other, Overlap wording) {
        double least = text.sharesOutlet(other) ? SAME_TEXT : COPY;
        return wording.ofLeft() >= least && !isOriginalOf(text, other);
    }

    /** Whether a new article is one we have, sent again under another id. */
    private boolean isSameItem(Query query, StoryEntry other, double cosine, Overlap wording) {
        StorySignature signature = query.signature;
        Duration later = Duration.between(other.publishedAt(), query.publishedAt);
        if (!signature.sharesOutlet(other.signature())
                || later.isNegative()
                || later.compareTo(SENT_AGAIN_WITHIN) > 0) {
            return false;
        }
        return wording.ofAll() >= SAME_TEXT
                || signature.sharesLink(other.signature())
                        && (signature.sharesTitle(other.signature()) || cosine >= leastSimilarity());
    }

    /** Whether a new article is another part of what its outlet is running. */
    private static boolean isTakeOf(Query query, StoryEntry other) {
        return query.signature.sharesOutlet(other.signature())
                && query.signature.sharesTitle(other.signature())
                && Duration.between(other.publishedAt(), query.publishedAt)
                                .abs()
                                .compareTo(RUNNING)
                        <= 0;
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
        List<Likeness> copies = new ArrayList<>();
        boolean take = false;
        for (Likeness member : members) {
            StoryEntry other = entry(member.slot());
            if (isSameItem(query, other, member.cosine(), member.wording())) {
                return new Match(story, SAME_ITEM, member, copies, member);
            }
            if (member.overlap() >= COPY) {
                copies.add(member);
            }
            boolean isTake = isTakeOf(query, other);
            take |= isTake;
            boolean better = related == null || member.overlap() > related.overlap();
            if (better && (isTake || isOneSource(query.signature, other.signature(), member.overlap()))) {
                related = member;
            }
        }
        if (related != null && (take || related.overlap() >= COPY && related.cosine() >= leastSimilarity())) {
            // The same text is the same event, whatever the rest of the story says.
            return new Match(story, 1 + related.overlap(), related, copies, null);
        }
        members.sort(Comparator.comparingDouble(Likeness::faded).reversed());
        int averaged = Math.min(members.size(), MEMBERS_AVERAGED);
        double sum = 0;
        for (Likeness member : members.subList(0, averaged)) {
            sum += member.faded();
        }
        double score = sum / averaged;
        return score >= leastSimilarity() ? new Match(story, score, related, copies, null) : null;
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
                WordingSketch.compare(
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
        entry.otherIds().forEach(slotByArticle::remove);
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
        entry.otherIds().forEach(id -> slotByArticle.put(id, slot));
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
    private record Likeness(int slot, double cosine, double faded, Overlap wording) {

        double overlap() {
            return wording.ofShorter();
        }
    }

    /**
     * A story that takes the article.
     *
     * @param score how well
     * @param related the member it shares a source with, if any
     * @param copies the members that have much of its wording
     * @param item the member that is the same article under another id, if any
     */
    private record Match(
            LiveStory story,
            double score,
            @Nullable Likeness related,
            List<Likeness> copies,
            @Nullable Likeness item) {}

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
