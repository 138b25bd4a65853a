package io.redline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a state store and a map both have to do. */
class KeyedStateTest {

    private static final String STORE = "shelf";

    private final MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
    private final KeyValueStore<String, byte[]> store = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();

    enum Kept {
        IN_MEMORY,
        IN_A_SHARED_STORE
    }

    KeyedStateTest() {
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest
    @EnumSource
    void theLastValueOfAKeyStandsUntilItIsRemoved(Kept kept) {
        KeyedState<String> state = state(kept);
        assertThat(state.get("a")).isNull();
        state.put("a", "one");
        state.put("a", "two");
        assertThat(state.get("a")).isEqualTo("two");
        state.remove("a");
        assertThat(state.get("a")).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void keysAreFoundByPrefixInOrder(Kept kept) {
        KeyedState<String> state = filled(kept, "b|2", "a|1", "b|1", "b", "c|1");
        assertThat(state.keysWithPrefix("b|")).containsExactly("b|1", "b|2");
        assertThat(state.keysWithPrefix("")).containsExactly("a|1", "b", "b|1", "b|2", "c|1");
    }

    @ParameterizedTest
    @EnumSource
    void keysAreFoundAfterOneSomeAtATime(Kept kept) {
        KeyedState<String> state = filled(kept, "a", "a1", "b", "c");
        assertThat(state.keysAfter("", 2)).containsExactly("a", "a1");
        assertThat(state.keysAfter("a1", 2)).containsExactly("b", "c");
        assertThat(state.keysAfter("c", 2)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aRangeHoldsBothItsEnds(Kept kept) {
        KeyedState<String> state = filled(kept, "a", "b", "c", "d");
        List<String> found = new ArrayList<>();
        try (KeyedState.Values<String> values = state.between("b", "c")) {
            values.forEachRemaining(found::add);
        }
        assertThat(found).containsExactly("value of b", "value of c");
    }

    @Test
    void kindsInOneStoreDoNotSeeEachOther() {
        SharedStore shared = SharedStore.of(context, STORE);
        KeyedState<String> names = shared.kind("names", Serdes.String());
        KeyedState<Integer> ages = shared.kind("ages", Serdes.Integer());
        KeyedState<String> nameless = shared.kind("name", Serdes.String());
        names.put("key", "Ada");
        ages.put("key", 36);
        assertThat(names.get("key")).isEqualTo("Ada");
        assertThat(ages.get("key")).isEqualTo(36);
        assertThat(nameless.keysWithPrefix("")).isEmpty();
        assertThat(names.keysAfter("", 10)).containsExactly("key");
        names.remove("key");
        assertThat(ages.keysWithPrefix("")).containsExactly("key");
    }

    private KeyedState<String> filled(Kept kept, String... keys) {
        KeyedState<String> state = state(kept);
        UnaryOperator<String> value = key -> "value of " + key;
        for (String key : keys) {
            state.put(key, value.apply(key));
        }
        return state;
    }

    private KeyedState<String> state(Kept kept) {
        return kept == Kept.IN_MEMORY
                ? KeyedState.inMemory()
                : SharedStore.of(context, STORE).kind("words", Serdes.String());
    }
}
