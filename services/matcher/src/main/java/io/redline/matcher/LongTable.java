package io.redline.matcher;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A map from numbers other than 0 to objects, without boxing; open addressing, at most half full. */
final class LongTable<V> {
    private static final int SMALLEST = 16;
    private static final long FREE = 0;

    private long[] keys = new long[SMALLEST];
    private @Nullable Object[] values = new Object[SMALLEST];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    @SuppressWarnings("unchecked") // only V goes in
    @Nullable
    V get(long key) {
        int slot = slot(key);
        return keys[slot] == FREE ? null : (V) values[slot];
    }

    /** The value of {@code key}, put there first if it is missing. */
    V getOrAdd(long key, Supplier<V> missing) {
        V value = get(key);
        if (value == null) {
            value = missing.get();
            put(key, value);
        }
        return value;
    }

    private void put(long key, V value) {
        if (size * 2 >= keys.length) {
            resize(keys.length * 2);
        }
        int slot = slot(key);
        keys[slot] = key;
        values[slot] = value;
        size++;
    }

    /** Removes {@code key}, closing the gap so that later lookups need no marks. */
    void remove(long key) {
        int gap = slot(key);
        if (keys[gap] == FREE) {
            return;
        }
        int mask = keys.length - 1;
        for (int at = (gap + 1) & mask; keys[at] != FREE; at = (at + 1) & mask) {
            int home = home(keys[at], mask);
            if (((at - home) & mask) >= ((at - gap) & mask)) {
                keys[gap] = keys[at];
                values[gap] = values[at];
                gap = at;
            }
        }
        keys[gap] = FREE;
        values[gap] = null;
        size--;
        if (keys.length > SMALLEST && size * 8 < keys.length) {
            resize(keys.length / 2);
        }
    }

    @SuppressWarnings("unchecked") // only V goes in
    private void resize(int capacity) {
        long[] oldKeys = keys;
        @Nullable Object[] oldValues = values;
        keys = new long[capacity];
        values = new Object[capacity];
        size = 0;
        for (int i = 0; i < oldKeys.length; i++) {
            Object value = oldValues[i];
            if (value != null) {
                put(oldKeys[i], (V) value);
            }
        }
    }

    /** Where {@code key} is, or where it would go. */
    private int slot(long key) {
        int mask = keys.length - 1;
        int at = home(key, mask);
        while (keys[at] != FREE && keys[at] != key) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private static int home(long key, int mask) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32) & mask;
    }
}
