package io.redline.alerter.ledger;

import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A store in memory. */
public final class MapStore<V> implements SortedStore<V> {

    private final TreeMap<String, V> values = new TreeMap<>();

    @Override
    public @Nullable V get(String key) {
        return values.get(key);
    }

    @Override
    public void put(String key, V value) {
        values.put(key, value);
    }

    @Override
    public void delete(String key) {
        values.remove(key);
    }

    @Override
    public Values<V> between(String first, String last) {
        Iterator<V> found =
                List.copyOf(values.subMap(first, true, last, true).values()).iterator();
        return new Values<>() {
            @Override
            public boolean hasNext() {
                return found.hasNext();
            }

            @Override
            public V next() {
                return found.next();
            }

            @Override
            public void close() {}
        };
    }

    /** How many values it holds. */
    public int size() {
        return values.size();
    }
}
