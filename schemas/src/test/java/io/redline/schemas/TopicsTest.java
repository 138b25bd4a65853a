package io.redline.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TopicsTest {

    @Test
    void watchesAreKeptForGoodAndEverythingElseForATime() {
        assertThat(Topics.ALL.stream().filter(Topic::compacted)).contains(Topics.WATCHES);
        assertThat(Topics.WATCHES.config()).containsEntry("cleanup.policy", "compact");
        assertThat(Topics.ARTICLES.config())
                .containsEntry("cleanup.policy", "delete")
                .containsKey("retention.ms");
    }

    @Test
    void aTopicIsFoundByItsName() {
        assertThat(Topics.named("stance-shifts")).contains(Topics.STANCE_SHIFTS);
        assertThat(Topics.named("no-such-topic")).isEmpty();
    }

    @Test
    void aStanceIsKeyedByActorTargetAndIssue() {
        Stance stance = new Stance();
        stance.setActor("IRN");
        stance.setActorText("Tehran");
        stance.setTarget("USA");
        stance.setIssue("talks");
        assertThat(Topics.stanceKey(stance)).isEqualTo("IRN|USA|talks");
    }

    @Test
    void unknownActorsAreKeyedByTheirTextSoThatTheyStayApart() {
        Stance stance = new Stance();
        stance.setActorText("The Harbour Pilots' Union");
        assertThat(Topics.stanceKey(stance)).isEqualTo("~the-harbour-pilots-union||");
    }
}
