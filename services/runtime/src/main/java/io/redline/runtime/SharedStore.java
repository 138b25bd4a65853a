package io.redline.runtime;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * One state store for several kinds of values, each kind under its own prefix. A transaction then writes to one changelog
 * partition rather than to one for each kind, and what a commit costs is mostly the number of partitions it touches.
 */
public final class SharedStore {

    private static final char PARTED = '/';

    /** The first character after {@link #PARTED}: bounds a kind's range of keys. */
    private static final char BEHIND = PARTED + 1;

    private final KeyValueStore<String, byte[]> store;

    private SharedStore(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    /** What a topology adds. */
    public static StoreBuilder<KeyValueStore<String, byte[]>> builder(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.ByteArray());
    }

    /** The store of a task, to be asked for in {@code init}. */
    public static SharedStore of(ProcessingContext context, String name) {
        return new SharedStore(context.getStateStore(name));
    }

    /**
     * The values of one kind.
     *
     * @param kind a plural noun; the schema of its values is registered under the names of store and kind
     */
    public <V> KeyedState<V> kind(String kind, Serde<V> values) {
        return new Kind<>(store, kind, store.name() + "-" + kind, values);
    }

    private record Kind<V>(KeyValueStore<String, byte[]> store, String kind, String topic, Serde<V> values)
            implements KeyedState<V> {

        @Override
        public @Nullable V get(String key) {
            byte[] bytes = store.get(inStore(key));
            return bytes == null ? null : read(bytes);
        }

        @Override
        public void put(String key, V value) {
            store.put(inStore(key), values.serializer().serialize(topic, value));
        }

        @Override
        public void remove(String key) {
            store.delete(inStore(key));
        }

        @Override
        public List<String> keysWithPrefix(String prefix) {
            return keys(inStore(prefix), prefix, Integer.MAX_VALUE);
        }

        @Override
        public List<String> keysAfter(String key, int most) {
            // The least key that comes after another is that key with the least character behind it.
            return keys(inStore(key) + '\0', "", most);
        }

        @Override
        public Values<V> between(String first, String last) {
            KeyValueIterator<String, byte[]> found = store.range(inStore(first), inStore(last));
            return new Values<>() {
                @Override
                public boolean hasNext() {
                    return found.hasNext();
                }

                @Override
                public V next() {
                    return read(found.next().value);
                }

                @Override
                public void close() {
                    found.close();
                }
            };
        }

        private List<String> keys(String from, String prefix, int most) {
            List<String> keys = new ArrayList<>();
            try (KeyValueIterator<String, byte[]> found = store.range(from, kind + BEHIND)) {
                while (keys.size() < most && found.hasNext()) {
                    String key = found.next().key.substring(kind.length() + 1);
                    if (!key.startsWith(prefix)) {
                        break;
                    }
                    keys.add(key);
                }
            }
            return keys;
        }

        private String inStore(String key) {
            return kind + PARTED + key;
        }

        private V read(byte[] bytes) {
            return values.deserializer().deserialize(topic, bytes);
        }
    }
}
