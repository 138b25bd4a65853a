package io.redline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdsTest {

    @Test
    void theSamePartsGiveTheSameIdOnAnyMachine() {
        assertThat(Ids.of("alert", "iran-talks", "story-1")).isEqualTo("alert-a64bba73b35567c5bad19ff8b190397f");
    }

    @Test
    void partsAreKeptApart() {
        assertThat(Ids.of("alert", "ab", "c")).isNotEqualTo(Ids.of("alert", "a", "bc"));
        assertThat(Ids.of("alert", "a")).isNotEqualTo(Ids.of("stance", "a"));
    }
}
