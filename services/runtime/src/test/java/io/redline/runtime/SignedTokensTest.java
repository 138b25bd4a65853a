package io.redline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignedTokensTest {

    private static final Settings SETTINGS =
            Settings.of(Map.of("REDLINE_LINK_KEY", "the-key-of-the-harbour-pilots-001"));
    private static final byte[] SAID = {1, 2, 3};

    private final SignedTokens tokens = SignedTokens.of(SETTINGS).orElseThrow();

    @Test
    void aTokenOfOneKindIsNoneOfAnother() {
        String token = tokens.sign((byte) 2, SAID);
        assertThat(tokens.read((byte) 2, token)).hasValue(SAID);
        assertThat(tokens.read((byte) 3, token)).isEmpty();
        SignedLinks links = SignedLinks.of(SETTINGS).orElseThrow();
        assertThat(links.verify(token, Instant.EPOCH)).isEqualTo(new LinkVerdict.Forged());
    }

    @Test
    void withoutAKeyThereAreNoTokens() {
        assertThat(SignedTokens.of(Settings.of(Map.of()))).isEmpty();
    }
}
