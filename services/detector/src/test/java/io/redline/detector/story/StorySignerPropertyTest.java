package io.redline.detector.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

class StorySignerPropertyTest {

    @Property(tries = 300)
    void anyTextHasASmallSignatureThatSurvivesItsBytes(
            @ForAll String source,
            @ForAll String language,
            @ForAll String headline,
            @ForAll @StringLength(max = 3_000) String body) {
        StorySignature signature = StorySigner.sign(source, language, headline, null, body);

        byte[] bytes = signature.toBytes();
        assertThat(bytes.length).isLessThanOrEqualTo(2048);
        assertThat(StorySignature.fromBytes(bytes)).isEqualTo(signature);
    }

    @Example
    void bytesCutShortAreRefused() {
        byte[] bytes = StoryTexts.FERRY_WIRE.signature().toBytes();

        assertThatThrownBy(() -> StorySignature.fromBytes(Arrays.copyOf(bytes, bytes.length - 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Example
    void aLaterFormatIsRefusedByName() {
        byte[] bytes = StoryTexts.FERRY_WIRE.signature().toBytes();
        bytes[0] = 9;

        assertThatThrownBy(() -> StorySignature.fromBytes(bytes)).hasMessageContaining("format 9");
    }
}
