package io.redline.alerter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.redline.alerter.channel.DeliveryChannel;
import io.redline.alerter.channel.email.BounceReader;
import io.redline.alerter.channel.http.AddressGuard;
import io.redline.alerter.channel.http.GuardedHttpClient;
import io.redline.runtime.Settings;
import io.redline.runtime.SignedLinks;
import io.redline.runtime.WrongSettingException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AlerterServiceTest {

    @Test
    void everyTypeThatAWatchMayNameHasItsChannel() throws Exception {
        try (GuardedHttpClient http = new GuardedHttpClient(new AddressGuard(List.of()), Duration.ofSeconds(1))) {
            List<DeliveryChannel> channels = AlerterService.channels(
                    Settings.of(Map.of()), http, copy -> new CompletableFuture<>(), new HandClock());
            assertThat(channels)
                    .extracting(DeliveryChannel::type)
                    .containsExactly("webhook", "slack", "email", "topic");
            channels.forEach(DeliveryChannel::close);
        }
    }

    @Test
    void whatComesBackIsReadOnlyWhereItCanBeBelieved() {
        Settings unsigned = Settings.of(Map.of("REDLINE_BOUNCES_URL", "imaps://bounces:anchor@mail.example"));
        assertThatThrownBy(() -> reader(unsigned))
                .isInstanceOf(WrongSettingException.class)
                .hasMessageContaining("REDLINE_BOUNCES_URL is set and REDLINE_LINK_KEY is not")
                .hasMessageNotContaining("anchor");
        assertThat(reader(unsigned.with(SignedLinks.LINK_KEY, Fixtures.LINK_KEY)))
                .isPresent();
        assertThat(reader(Settings.of(Map.of()))).isEmpty();
    }

    private static Optional<BounceReader> reader(Settings settings) {
        return AlerterService.bounces(
                settings, bounce -> CompletableFuture.completedFuture(null), new SimpleMeterRegistry());
    }
}
