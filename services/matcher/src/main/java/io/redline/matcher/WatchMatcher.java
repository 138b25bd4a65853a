package io.redline.matcher;

import io.redline.matcher.WatchIndex.Candidates;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Holds the watches and finds those that an article meets.
 *
 * <p>Safe for use by any number of threads. A change is seen by every article whose matching begins after the change
 * returned, and each article sees the watches of one moment. Only finding the candidates needs the lock, which takes well
 * under a millisecond for an article of common size; reading the article before and trying the candidates' queries after
 * that need none, so neither a change nor a long article makes others wait.
 */
public final class WatchMatcher {
    /** One article in so many is timed watch by watch. */
    private static final int SAMPLE = 16;

    private final Rarity rarity = new Rarity();
    private final ReadWriteLock lock = new ReentrantReadWriteLock(true);
    private final WatchIndex index = new WatchIndex(rarity);
    private final Map<String, RegisteredWatch> watches = new HashMap<>();
    private final Lexicon lexicon = new Lexicon();
    private int articles;

    /** Registers a watch, replacing the one with the same id if there is one. */
    public void register(String watchId, Query query) {
        lock.writeLock().lock();
        try {
            RegisteredWatch former = watches.get(watchId);
            if (former != null) {
                index.remove(former);
            }
            watches.put(watchId, index.add(watchId, query));
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Removes a watch and answers whether it was there. */
    public boolean remove(String watchId) {
        lock.writeLock().lock();
        try {
            RegisteredWatch former = watches.remove(watchId);
            if (former == null) {
                return false;
            }
            index.remove(former);
            return true;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** How many watches are registered. */
    public int size() {
        lock.readLock().lock();
        try {
            return watches.size();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** The watches that {@code article} meets, in the order of their ids. */
    public List<Match> match(ArticleText article) {
        Document document = new Document(article, lexicon);
        Candidates candidates;
        lock.readLock().lock();
        try {
            candidates = index.candidates(document);
        } finally {
            lock.readLock().unlock();
        }
        rarity.learn(document);
        boolean timed = ++articles % SAMPLE == 0;
        List<Match> matches = new ArrayList<>();
        for (RegisteredWatch watch : candidates.watches()) {
            long begun = timed ? System.nanoTime() : 0;
            boolean holds = watch.clause.holds(candidates.sighting());
            if (holds) {
                FoundTerms found = new FoundTerms(document);
                watch.clause.collect(candidates.sighting(), found);
                matches.add(new Match(watch.id, found.terms()));
            }
            watch.count(holds);
            if (timed) {
                watch.time(System.nanoTime() - begun);
            }
        }
        matches.sort(Comparator.comparing(Match::watchId));
        return matches;
    }

    /** The {@code count} watches that took most time so far, the dearest first. */
    public List<WatchCost> dearest(int count) {
        List<RegisteredWatch> all;
        lock.readLock().lock();
        try {
            all = List.copyOf(watches.values());
        } finally {
            lock.readLock().unlock();
        }
        return all.stream()
                .map(RegisteredWatch::cost)
                .sorted(Comparator.comparingLong(WatchCost::nanos).reversed().thenComparing(WatchCost::watchId))
                .limit(count)
                .toList();
    }
}
