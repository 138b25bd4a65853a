package io.redline.runtime;

import java.util.List;
import java.util.function.Predicate;

/**
 * Forgets what is outdated in a state, a bounded part of it at a time, so that a sweep never holds up the stream; the next
 * one goes on from there.
 *
 * @param <V> type of the values
 */
public final class Sweep<V> {

    /** The most keys that one sweep looks at: a few milliseconds' work. */
    public static final int AT_ONCE = 1_000;

    private final KeyedState<V> state;
    private String upTo = "";

    /** Sweeps this state, from its first key on. */
    public Sweep(KeyedState<V> state) {
        this.state = state;
    }

    /** Removes what is outdated among the next keys; after the last key the next sweep begins anew. */
    public void forget(Predicate<V> outdated) {
        List<String> keys = state.keysAfter(upTo, AT_ONCE);
        for (String key : keys) {
            V value = state.get(key);
            if (value != null && outdated.test(value)) {
                state.remove(key);
            }
        }
        upTo = keys.size() < AT_ONCE ? "" : keys.get(keys.size() - 1);
    }
}
