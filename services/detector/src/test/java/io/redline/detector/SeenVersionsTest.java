package io.redline.detector;

import static io.redline.detector.Fixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.redline.runtime.KeyedState;
import io.redline.schemas.ArticleRef;
import io.redline.schemas.internal.AnalyzedArticle;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SeenVersionsTest {

    private final SeenVersions seen = new SeenVersions(KeyedState.inMemory());

    @Test
    void anArticleWithAnOldDateIsRememberedFromItsReceipt() {
        assertThat(seen.staleness(dated(60))).isEmpty();
        seen.sweep(NOON.plus(Duration.ofDays(29)));
        assertThat(seen.staleness(dated(60))).contains("repeated-version");
        seen.sweep(NOON.plus(Duration.ofDays(31)));
        assertThat(seen.staleness(dated(60))).isEmpty();
    }

    @Test
    void anArticleUnderALongEmbargoIsRememberedFromItsEnd() {
        AnalyzedArticle embargoed = dated(0);
        embargoed.setEmbargoedUntil(NOON.plus(Duration.ofDays(40)));
        assertThat(seen.staleness(embargoed)).isEmpty();
        seen.sweep(NOON.plus(Duration.ofDays(60)));
        assertThat(seen.staleness(embargoed)).contains("repeated-version");
    }

    private static AnalyzedArticle dated(int daysBeforeReceipt) {
        ArticleRef ref = Fixtures.article("a");
        ref.setPublishedAt(NOON.minus(Duration.ofDays(daysBeforeReceipt)));
        return Fixtures.analyzed(ref).setReceivedAt(NOON).build();
    }
}
