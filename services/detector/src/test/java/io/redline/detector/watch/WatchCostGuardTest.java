package io.redline.detector.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.redline.detector.Fixtures;
import io.redline.matcher.ArticleText;
import io.redline.runtime.Settings;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchCostGuardTest {

    /** So little that a query over a long article is dear on any machine. */
    private static final String NEXT_TO_NOTHING = "PT0.000001S";

    private static final String DEAR_QUERY = "\"talks and strikes and ports\"~90 AND NOT missing";

    private final WatchRegistry registry = new WatchRegistry();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    @BeforeEach
    void aWatchThatReadsMuchAndOneThatIsNeverLookedAt() {
        registry.put(Fixtures.watch("dear").setQuery(DEAR_QUERY).build());
        registry.put(Fixtures.watch("cheap").setQuery("harbour").build());
        ArticleText article = ArticleText.of("Talks", "talks and ports and strikes and more ".repeat(200));
        for (int i = 0; i < 300; i++) {
            registry.match(article);
        }
    }

    @Test
    void aDearWatchIsMeasuredAndStaysInForce() {
        guard(Map.of(WatchCostGuard.DEAR.name(), NEXT_TO_NOTHING)).inspect();
        assertThat(metrics.get("redline.watches.too.dear").gauge().value()).isEqualTo(1);
        assertThat(metrics.get("redline.watches.dearest.seconds").gauge().value())
                .isPositive();
        assertThat(registry.get("dear")).isNotNull();
    }

    @Test
    void aDearWatchIsTakenOutOfForceWhereAskedToUntilItIsChanged() {
        guard(Map.of(WatchCostGuard.DEAR.name(), NEXT_TO_NOTHING, WatchCostGuard.CAP.name(), "true"))
                .inspect();
        assertThat(registry.get("dear")).isNull();
        assertThat(registry.get("cheap")).isNotNull();
        registry.put(Fixtures.watch("dear").setQuery("talks").build());
        assertThat(registry.get("dear")).isNotNull();
    }

    @Test
    void whatIsWithinTheLimitIsLeftInPeace() {
        guard(Map.of(WatchCostGuard.DEAR.name(), "PT10S", WatchCostGuard.CAP.name(), "true"))
                .inspect();
        assertThat(metrics.get("redline.watches.too.dear").gauge().value()).isZero();
        assertThat(registry.get("dear")).isNotNull();
    }

    private WatchCostGuard guard(Map<String, String> environment) {
        return new WatchCostGuard(registry, Settings.of(environment), metrics);
    }
}
