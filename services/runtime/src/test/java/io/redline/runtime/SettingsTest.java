package io.redline.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private static final Setting<Integer> PORT = Setting.port("REDLINE_TEST_PORT", 8080, "A port.");
    private static final Setting<Duration> PAUSE =
            Setting.duration("REDLINE_TEST_PAUSE", Duration.ofMinutes(5), Duration.ofSeconds(1), "A pause.");
    private static final Setting<String> NEEDED = Setting.text("REDLINE_TEST_NEEDED", null, "a name", "Needed.");
    private static final Setting<List<String>> TOKENS = Setting.secretList("REDLINE_TEST_TOKENS", "tokens", "Secret.");

    @Test
    void anUnsetOrEmptyVariableMeansTheDefault() {
        assertThat(Settings.of(Map.of()).get(PORT)).isEqualTo(8080);
        assertThat(Settings.of(Map.of("REDLINE_TEST_PORT", " ")).get(PORT)).isEqualTo(8080);
    }

    @Test
    void aWrongValueIsNamedWithWhatWouldBeRight() {
        assertThatThrownBy(
                        () -> Settings.of(Map.of("REDLINE_TEST_PORT", "http")).get(PORT))
                .isInstanceOf(WrongSettingException.class)
                .hasMessage("REDLINE_TEST_PORT is \"http\": it should be a whole number from 0 to 65535");
    }

    @Test
    void aMissingValueWithoutDefaultIsNamed() {
        assertThatThrownBy(() -> Settings.of(Map.of()).get(NEEDED))
                .hasMessageContaining("REDLINE_TEST_NEEDED is not set");
    }

    @Test
    void everyWrongSettingIsNamedAtOnce() {
        Settings settings = Settings.of(Map.of("REDLINE_TEST_PORT", "-1", "REDLINE_TEST_PAUSE", "soon"));
        assertThatThrownBy(() -> settings.validate(List.of(PORT, PAUSE, NEEDED)))
                .hasMessageContaining("REDLINE_TEST_PORT")
                .hasMessageContaining("REDLINE_TEST_PAUSE is \"soon\"")
                .hasMessageContaining("REDLINE_TEST_NEEDED");
    }

    @Test
    void aSecretIsNeverShown() {
        Setting<Integer> secretNumber =
                new Setting<>("REDLINE_TEST_SECRET", null, true, "a number", "Secret.", Integer::parseInt);
        assertThatThrownBy(() ->
                        Settings.of(Map.of("REDLINE_TEST_SECRET", "hunter2")).get(secretNumber))
                .hasMessageContaining("(hidden)")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void listsArePartedByCommas() {
        assertThat(Settings.of(Map.of("REDLINE_TEST_TOKENS", " one , two ")).get(TOKENS))
                .containsExactly("one", "two");
        assertThat(Settings.of(Map.of()).get(TOKENS)).isEmpty();
    }

    @Test
    void kafkaSettingsArePassedOnUnderTheirOwnNames() {
        Settings settings = Settings.of(Map.of(
                "REDLINE_KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                "REDLINE_REGISTRY_BASIC_AUTH_USER_INFO", "user:pass",
                "REDLINE_BOOTSTRAP_SERVERS", "broker:9092"));
        KafkaSettings kafka = KafkaSettings.of(settings);
        assertThat(kafka.clientConfig("test"))
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("bootstrap.servers", "broker:9092");
        assertThat(kafka.registry()).containsEntry("basic.auth.user.info", "user:pass");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"broker", "broker:", ":9092", "broker:kafka", "http://broker:9092", "one:9092 two:9092", "a:1,b"
            })
    void brokersAreHostsWithPorts(String wrong) {
        assertThatThrownBy(() ->
                        Settings.of(Map.of("REDLINE_BOOTSTRAP_SERVERS", wrong)).get(KafkaSettings.BOOTSTRAP_SERVERS))
                .hasMessage("REDLINE_BOOTSTRAP_SERVERS is \"" + wrong
                        + "\": it should be host:port, several parted by commas");
    }

    @Test
    void aBrokerIsFindableOnceOneOfItsNamesLeadsToAnAddress() {
        assertThat(brokers("broker.invalid:9092").findable()).isFalse();
        assertThat(brokers("broker.invalid:9092, 127.0.0.1:9092").findable()).isTrue();
    }

    private static KafkaSettings brokers(String names) {
        return KafkaSettings.of(Settings.of(Map.of("REDLINE_BOOTSTRAP_SERVERS", names)));
    }
}
