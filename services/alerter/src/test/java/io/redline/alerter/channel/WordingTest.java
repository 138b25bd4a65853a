package io.redline.alerter.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.redline.alerter.Fixtures;
import io.redline.schemas.Alert;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordingTest {

    @ParameterizedTest
    @CsvSource({"alert.created, Alert", "alert.updated, Update", "alert.retracted, Taken back"})
    void theLabelSaysWhatBecameOfTheAlert(String type, String label) {
        assertThat(wording(alert(), type).label()).isEqualTo(label);
    }

    @Test
    void sourceTimeAndIndependentSourcesMakeTheContext() {
        assertThat(wording(alert(), "alert.created").context())
                .isEqualTo("Coast Wire · 1 Mar 2026, 12:00 UTC · 2 independent sources");
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "data:text/html,x", "/relative", "https:", "not a url", "file:///x"})
    void onlyWebAddressesBecomeLinks(String url) {
        Alert alert = alert();
        alert.getArticle().setUrl(url);
        assertThat(wording(alert, "alert.created").link()).isEmpty();
    }

    @Test
    void anArticleWithoutHeadlineSaysSo() {
        Alert alert = alert();
        alert.getArticle().setHeadline(" ");
        assertThat(wording(alert, "alert.created").title()).isEqualTo("Alert: (no headline)");
    }

    @Test
    void theLabelIsNotSaidTwice() {
        Alert alert = alert();
        alert.setReason("Taken back: it was withdrawn");
        assertThat(wording(alert, "alert.retracted").reason()).isEqualTo("it was withdrawn");
        assertThat(wording(alert, "alert.updated").reason()).isEqualTo("Taken back: it was withdrawn");
    }

    private static Alert alert() {
        return Fixtures.alert("a", "w", 1, "new", Instant.parse("2026-03-01T12:00:00Z"));
    }

    private static Wording wording(Alert alert, String type) {
        return Wording.of(new Event(Fixtures.delivery("d", alert, type), alert, Fixtures.email("desk@example.org")));
    }
}
