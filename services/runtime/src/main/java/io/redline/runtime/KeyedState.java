package io.redline.runtime;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a service remembers under a key, in the order of the keys: part of a {@link SharedStore} in a running stream, a map
 * in {@code analyze} and in tests. Kept so small that both behave alike.
 *
 * @param <V> type of the values
 */
public interface KeyedState<V> {

    /** The value under a key; null when there is none. */
    @Nullable
    V get(String key);

    /** Puts a value under a key, in place of any other. */
    void put(String key, V value);

    /** Removes what is under a key. */
    void remove(String key);

    /** The keys that start with this prefix, in order. */
    List<String> keysWithPrefix(String prefix);

    /** The keys that come after this one, in order, this many at most. */
    List<String> keysAfter(String key, int most);

    /** Values of the keys from {@code first} to {@code last}, both included, in order. To be closed. */
    Values<V> between(String first, String last);

    /** Values that hold resources until closed. */
    interface Values<V> extends Iterator<V>, AutoCloseable {

        @Override
        void close();
    }

    /** State that lives and dies with this object. */
    static <V> KeyedState<V> inMemory() {
        TreeMap<String, V> map = new TreeMap<>();
        return new KeyedState<>() {
            @Override
            public @Nullable V get(String key) {
                return map.get(key);
            }

            @Override
            public void put(String key, V value) {
                map.put(key, value);
            }

            @Override
            public void remove(String key) {
                map.remove(key);
            }

            @Override
            public List<String> keysWithPrefix(String prefix) {
                return map.tailMap(prefix).entrySet().stream()
                        .map(Map.Entry::getKey)
                        .takeWhile(key -> key.startsWith(prefix))
                        .toList();
            }

            @Override
            public List<String> keysAfter(String key, int most) {
                return map.tailMap(key, false).keySet().stream().limit(most).toList();
            }

            @Override
            public Values<V> between(String first, String last) {
                Iterator<V> values = List.copyOf(
                                map.subMap(first, true, last, true).values())
                        .iterator();
                return new Values<>() {
                    @Override
                    public boolean hasNext() {
                        return values.hasNext();
                    }

                    @Override
                    public V next() {
                        return values.next();
                    }

                    @Override
                    public void close() {
                        // A copy holds nothing open.
                    }
                };
            }
        };
    }
}
