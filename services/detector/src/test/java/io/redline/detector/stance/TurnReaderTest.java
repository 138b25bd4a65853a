package io.redline.detector.stance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TurnReaderTest {

    private static final StanceDetector DETECTOR = StanceDetector.withDefaults();
    private static final Instant PUBLISHED = Instant.parse("2026-05-20T10:00:00Z");
    private static final String NO_TURN = "-";
    private static final String AWAY = "?";

    @ParameterizedTest
    @MethodSource("sentences")
    void aTurnIsReadWhereASentenceStatesOne(String to, String actor, String sentence) {
        boolean headline = Character.isLetterOrDigit(sentence.charAt(sentence.length() - 1));
        List<TurnFinding> turns = headline ? read(sentence, "") : read("", sentence);
        String found = turns.stream()
                .filter(turn -> actor.equals("Portugal")
                        ? "PRT".equals(turn.actor())
                        : turn.actorText().contains(actor))
                .map(turn -> turn.to() == null ? AWAY : turn.to().code())
                .findFirst()
                .orElse(NO_TURN);
        assertThat(found).isEqualTo(to);
    }

    @Test
    void aTurnNamesTheOtherPartyTheIssueAndWhatIsEnded() {
        assertThat(read("Portugal drops its opposition to sanctions on Belarus", ""))
                .singleElement()
                .satisfies(turn -> {
                    assertThat(turn.target()).isEqualTo("BLR");
                    assertThat(turn.issue()).isEqualTo("sanctions");
                    assertThat(turn.object()).isEqualTo("its opposition to sanctions on");
                });
    }

    @Test
    void anActorIsTheSameHoweverItsNameIsCutShort() {
        String full =
                read("", "Brask Foods dropped its objection on Monday.").get(0).actorKey();
        assertThat(read("Brask ends strike", "")).singleElement().satisfies(turn -> assertThat(turn.actorKey())
                .isEqualTo(full));
    }

    @Test
    void aChronologyTellsOfNoTurn() {
        assertThat(read("FACTBOX: Portugal lifts veto", "2019 - Portugal dropped its opposition."))
                .isEmpty();
    }

    @Test
    void whatStandsFarDownIsNoNews() {
        String filler = "The tide was low and the boats lay on the mud. ".repeat(12);
        assertThat(read("", filler + "Portugal dropped its opposition to the accord."))
                .isEmpty();
    }

    private static List<TurnFinding> read(String headline, String body) {
        return DETECTOR.detect(headline, body, "en", PUBLISHED).turns();
    }

    static Stream<Arguments> sentences() {
        try (InputStream in = TurnReaderTest.class.getResourceAsStream("turns.tsv")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.startsWith("#") && !line.isBlank())
                            .map(line -> Arguments.of((Object[]) line.split("\t")))
                            .toList()
                            .stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
