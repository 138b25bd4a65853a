package io.redline.alerter.ledger;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** What the ledger asks of a store: values by key, in the order of their keys. A state store in service, a map in tests. */
public interface SortedStore<V> {

    /** The value of a key, or null. */
    @Nullable
    V get(String key);

    /** Stores a value. */
    void put(String key, V value);

    /** Forgets a key. */
    void delete(String key);

    /** Values of keys from {@code first} to {@code last}, both included, in order. To be closed. */
    Values<V> between(String first, String last);

    /** Values that hold resources until closed. */
    interface Values<V> extends Iterator<V>, AutoCloseable {

        @Override
        void close();
    }
}
