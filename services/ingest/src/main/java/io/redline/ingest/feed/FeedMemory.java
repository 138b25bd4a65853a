package io.redline.ingest.feed;

import io.redline.ingest.format.FeedItem;
import io.redline.runtime.Ids;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the items of all feeds, so that an item keeps its article id when its GUID changes or when it comes in a
 * second feed, and becomes a new version when its text changes.
 *
 * <p>An item is the one remembered under its GUID, else under its page, else under its headline and date at the same
 * site, else the one at the same site with near-identical text within a day. The last two are guesses, so they never
 * take an item that still stands in the same document under its own name. The items longest unseen are forgotten first.
 * Not safe for several threads.
 */
final class FeedMemory {

    /**
     * An item as it is remembered.
     *
     * @param id article id
     * @param version newest version published
     * @param keys names it is recognised by
     * @param site host it belongs to
     * @param print fingerprint of its text
     * @param digests digest of its text as each feed last gave it, by feed
     * @param seenAt when a feed last held it
     */
    record Known(
            String id,
            int version,
            Set<String> keys,
            String site,
            long print,
            Map<String, String> digests,
            Instant seenAt) {}

    /**
     * An item of a document with what is known of it.
     *
     * @param item the item
     * @param next how to remember it once it is dealt with
     * @param publish true when this is a version that has not been published
     */
    record Sighting(FeedItem item, Known next, boolean publish) {}

    private static final String PAGE = "page:";
    private static final int MAX_KEYS = 16;
    private static final Duration NEAR_IN_TIME = Duration.ofDays(1);

    private final int most;
    private final Map<String, Known> byId = new LinkedHashMap<>();
    private final Map<String, String> idByKey = new HashMap<>();

    /**
     * An empty memory.
     *
     * @param most items it holds
     */
    FeedMemory(int most) {
        this.most = most;
    }

    /** Recognises the items of one document, oldest (last) first; nothing is remembered yet. */
    List<Sighting> recognise(URI feed, List<FeedItem> items, Instant now) {
        Set<String> ambiguous = keysOfSeveral(feed, items);
        Set<String> claimed = new HashSet<>();
        for (FeedItem item : items) {
            byName(names(feed, item, ambiguous)).ifPresent(known -> claimed.add(known.id()));
        }
        Map<String, Sighting> sightings = new LinkedHashMap<>();
        for (int i = items.size() - 1; i >= 0; i--) {
            Sighting sighting = recognise(feed, items.get(i), ambiguous, claimed, now);
            claimed.add(sighting.next().id());
            sightings.putIfAbsent(sighting.next().id(), sighting);
        }
        return new ArrayList<>(sightings.values());
    }

    /** Remembers an item. */
    void remember(Known known) {
        forget(known.id());
        byId.put(known.id(), known);
        known.keys().forEach(key -> idByKey.put(key, known.id()));
        if (byId.size() > most) {
            forget(byId.keySet().iterator().next());
        }
    }

    /** All items, the one longest unseen first. */
    Collection<Known> all() {
        return byId.values();
    }

    private Sighting recognise(URI feed, FeedItem item, Set<String> ambiguous, Set<String> claimed, Instant now) {
        List<String> names = names(feed, item, ambiguous);
        String site = site(feed, item);
        long print = TextPrint.of(item.body());
        String digest = Ids.of("text", item.headline(), item.body());
        Optional<Known> known = byName(names)
                .or(() -> byHeadline(headlineKey(site, item), claimed))
                .or(() -> byText(site, print, claimed, now));
        Set<String> keys = new LinkedHashSet<>(names);
        String headline = headlineKey(site, item);
        if (headline != null) {
            keys.add(headline);
        }
        if (known.isEmpty()) {
            boolean pageIsItsOwn = names.stream().anyMatch(name -> name.startsWith(PAGE));
            Known first =
                    new Known(item.articleId(pageIsItsOwn), 1, keys, site, print, Map.of(feed.toString(), digest), now);
            return new Sighting(item, first, true);
        }
        Known before = known.get();
        before.keys().stream().limit(MAX_KEYS - keys.size()).forEach(keys::add);
        String lastHere = before.digests().get(feed.toString());
        // A feed that gives less of the text than another is no change; only a change within one feed is.
        boolean changed = lastHere != null
                && !lastHere.equals(digest)
                && !before.digests().containsValue(digest);
        Map<String, String> digests = new TreeMap<>(before.digests());
        digests.put(feed.toString(), digest);
        int version = changed ? before.version() + 1 : before.version();
        return new Sighting(item, new Known(before.id(), version, keys, site, print, digests, now), changed);
    }

    private Optional<Known> byName(List<String> names) {
        return names.stream()
                .map(idByKey::get)
                .filter(Objects::nonNull)
                .map(byId::get)
                .findFirst();
    }

    private Optional<Known> byHeadline(@Nullable String key, Set<String> claimed) {
        return Optional.ofNullable(key)
                .map(idByKey::get)
                .filter(id -> !claimed.contains(id))
                .map(byId::get);
    }

    private Optional<Known> byText(String site, long print, Set<String> claimed, Instant now) {
        if (print == 0) {
            return Optional.empty();
        }
        return byId.values().stream()
                .filter(known -> TextPrint.near(known.print(), print))
                .filter(known -> known.site().equals(site) && !claimed.contains(known.id()))
                .filter(known -> known.seenAt().isAfter(now.minus(NEAR_IN_TIME)))
                .findFirst();
    }

    private void forget(String id) {
        Known known = byId.remove(id);
        if (known != null) {
            known.keys().forEach(key -> idByKey.remove(key, id));
        }
    }

    /** Some feeds give all their items one link; such a name names nothing. */
    private static Set<String> keysOfSeveral(URI feed, List<FeedItem> items) {
        Set<String> once = new HashSet<>();
        Set<String> several = new HashSet<>();
        for (FeedItem item : items) {
            for (String name : names(feed, item, Set.of())) {
                if (!once.add(name)) {
                    several.add(name);
                }
            }
        }
        return several;
    }

    /** Names of an item, the surest first. */
    private static List<String> names(URI feed, FeedItem item, Set<String> ambiguous) {
        List<String> names = new ArrayList<>();
        if (item.guid() != null) {
            names.add("guid:" + (FeedItem.isGlobal(item.guid()) ? "" : feed.getHost() + " ") + item.guid());
        }
        String page = item.page();
        if (page != null) {
            names.add(PAGE + page);
        }
        names.removeAll(ambiguous);
        return names;
    }

    private static @Nullable String headlineKey(String site, FeedItem item) {
        if (item.headline().isEmpty() || item.publishedAt() == null) {
            return null;
        }
        return "headline:" + site + " " + item.publishedAt() + " "
                + item.headline().toLowerCase(Locale.ROOT);
    }

    private static String site(URI feed, FeedItem item) {
        String page = item.page();
        String host = page == null ? feed.getHost() : page.split("[/?]", 2)[0];
        return host.toLowerCase(Locale.ROOT).replaceFirst("^www\\.", "");
    }
}
