package io.redline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceMainTest {

    @Test
    void aServiceIsNotReadyUntilItHasStarted() {
        int exitCode = ServiceMain.execute("sample", Map.of(), List.of(), context -> {
            assertThat(context.health().faults()).containsEntry("sample", "sample is starting");
            assertThat(context.metrics().scrape()).contains("redline_ready 0.0");
            context.fatal().accept(new IllegalStateException("cannot go on"));
            return () -> {
                assertThat(context.health().ready()).isTrue();
                assertThat(context.metrics().scrape()).contains("redline_ready 1.0");
            };
        });
        assertThat(exitCode).isEqualTo(1);
    }

    @Test
    void aWrongSettingIsExitCodeTwoAndNothingStarts() {
        Map<String, String> environment = Map.of("REDLINE_BOOTSTRAP_SERVERS", "nowhere");
        int exitCode = ServiceMain.execute("sample", environment, List.of(), context -> {
            throw new AssertionError("started");
        });
        assertThat(exitCode).isEqualTo(2);
    }
}
