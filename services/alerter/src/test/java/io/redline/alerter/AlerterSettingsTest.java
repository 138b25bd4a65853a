package io.redline.alerter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redline.runtime.Settings;
import io.redline.runtime.WrongSettingException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlerterSettingsTest {

    @Test
    void nothingNeedsToBeSet() {
        Settings settings = Settings.of(Map.of());
        settings.validate(AlerterSettings.ALL);
        assertThat(settings.get(AlerterSettings.WEBHOOK_ALLOW)).isEmpty();
        assertThat(settings.get(AlerterSettings.SMTP_URL)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "REDLINE_WEBHOOK_ALLOW, localhost",
        "REDLINE_WEBHOOK_ALLOW, 10.0.0.0/8;fd00::/8",
        "REDLINE_MAIL_FROM, nobody at all",
        "REDLINE_SMTP_URL, http://mail.example",
        "REDLINE_BOUNCES_URL, imaps://mail.example/INBOX",
        "REDLINE_BOUNCES_EVERY, PT0.1S",
        "REDLINE_DELIVERY_GIVE_UP_AFTER, one day",
        "REDLINE_ENDPOINT_CONCURRENCY, 0"
    })
    void aWrongOneIsNamed(String name, String value) {
        Settings settings = Settings.of(Map.of(name, value));
        assertThatThrownBy(() -> settings.validate(AlerterSettings.ALL))
                .isInstanceOf(WrongSettingException.class)
                .hasMessageStartingWith(name + " is ");
    }

    @ParameterizedTest
    @CsvSource({"REDLINE_SMTP_URL, smtp://desk:anchor@", "REDLINE_BOUNCES_URL, imaps://desk:anchor@"})
    void theMailServersPasswordNeverShows(String name, String value) {
        Settings settings = Settings.of(Map.of(name, value));
        assertThatThrownBy(() -> settings.validate(AlerterSettings.ALL))
                .hasMessageContaining("(hidden)")
                .hasMessageNotContaining("anchor");
    }
}
