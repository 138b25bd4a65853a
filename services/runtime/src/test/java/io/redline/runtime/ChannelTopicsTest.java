package io.redline.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelTopicsTest {

    private final ChannelTopics topics = ChannelTopics.of(Settings.of(Map.of()));

    @ParameterizedTest
    @ValueSource(strings = {"redline-alerts-iran", "redline-alerts-Desk_2.b"})
    void aTopicWithThePrefixMayBeUsed(String topic) {
        assertThat(topics.objection(topic)).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "alerts",
                "watches",
                "__consumer_offsets",
                "redline-alerts-",
                " redline-alerts-x",
                "redline-alerts-a/b",
                "redline-alerts-a\n",
                "Redline-alerts-x"
            })
    void noOtherTopicMay(String topic) {
        assertThat(topics.objection(topic)).get().asString().contains("\"redline-alerts-\"");
        assertThat(topics.objection("redline-alerts-" + "x".repeat(240))).isPresent();
    }

    @Test
    void noPrefixLetsAWatchWriteIntoATopicOfRedlines() {
        ChannelTopics wide = ChannelTopics.of(Settings.of(Map.of("REDLINE_CHANNEL_TOPICS", "a")));
        assertThat(wide.objection("alerts")).isPresent();
        assertThat(wide.objection("alerts-for-the-desk")).isEmpty();
    }

    @Test
    void aPrefixThatNoTopicCanHaveIsRefused() {
        assertThatThrownBy(() -> ChannelTopics.of(Settings.of(Map.of("REDLINE_CHANNEL_TOPICS", "a b"))))
                .isInstanceOf(WrongSettingException.class)
                .hasMessageContaining("REDLINE_CHANNEL_TOPICS");
    }
}
