package io.redline.alerter;

import static org.assertj.core.api.Assertions.assertThat;

import io.redline.alerter.channel.DeliveryChannel;
import io.redline.alerter.channel.http.AddressGuard;
import io.redline.alerter.channel.http.GuardedHttpClient;
import io.redline.runtime.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
}
