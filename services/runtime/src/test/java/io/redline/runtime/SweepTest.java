package io.redline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SweepTest {

    private final KeyedState<Integer> ages = KeyedState.inMemory();
    private final Sweep<Integer> sweep = new Sweep<>(ages);

    @Test
    void onlyWhatIsOutdatedIsForgotten() {
        ages.put("old", 9);
        ages.put("young", 1);
        sweep.forget(age -> age > 5);
        assertThat(ages.keysWithPrefix("")).containsExactly("young");
    }

    @Test
    void itLooksAtSoManyKeysAndGoesOnFromThereUntilItBeginsAnew() {
        for (int i = 0; i <= Sweep.AT_ONCE; i++) {
            ages.put("%06d".formatted(i), 9);
        }
        sweep.forget(age -> age > 5);
        assertThat(ages.keysWithPrefix("")).containsExactly("%06d".formatted(Sweep.AT_ONCE));
        sweep.forget(age -> age > 5);
        assertThat(ages.keysWithPrefix("")).isEmpty();
        ages.put("000000", 9);
        sweep.forget(age -> age > 5);
        assertThat(ages.keysWithPrefix("")).isEmpty();
    }
}
