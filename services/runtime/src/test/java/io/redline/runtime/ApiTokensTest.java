package io.redline.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ApiTokensTest {

    private static final String TOKEN = "0123456789abcdef";

    @Test
    void withoutTokensNobodyIsAskedForOne() {
        assertThat(ApiTokens.of(Settings.of(Map.of())).admit(null)).isTrue();
    }

    @Test
    void onlyTheRightTokenOpens() {
        ApiTokens tokens = ApiTokens.of(Settings.of(Map.of("REDLINE_API_TOKENS", TOKEN + ",another-long-token")));
        assertThat(tokens.admit("Bearer " + TOKEN)).isTrue();
        assertThat(tokens.admit("Bearer another-long-token")).isTrue();
        assertThat(tokens.admit("Bearer " + TOKEN + "x")).isFalse();
        assertThat(tokens.admit(TOKEN)).isFalse();
        assertThat(tokens.admit(null)).isFalse();
    }

    @Test
    void aShortTokenIsRefusedAndNotShown() {
        assertThatThrownBy(() -> ApiTokens.of(Settings.of(Map.of("REDLINE_API_TOKENS", "short"))))
                .isInstanceOf(WrongSettingException.class)
                .hasMessageNotContaining("short,")
                .hasMessageContaining("(hidden)");
    }

    @Test
    void anAddressThatOthersCanReachNeedsATokenBeforeItIsBound() {
        ApiTokens none = ApiTokens.of(Settings.of(Map.of()));
        assertThatThrownBy(() -> none.guardBind(HealthServer.HOST, "0.0.0.0"))
                .isInstanceOf(WrongSettingException.class)
                .hasMessageContaining("REDLINE_API_TOKENS");
        assertThatCode(() -> none.guardBind(HealthServer.HOST, "127.0.0.1")).doesNotThrowAnyException();
        ApiTokens some = ApiTokens.of(Settings.of(Map.of("REDLINE_API_TOKENS", TOKEN)));
        assertThatCode(() -> some.guardBind(HealthServer.HOST, "0.0.0.0")).doesNotThrowAnyException();
    }
}
