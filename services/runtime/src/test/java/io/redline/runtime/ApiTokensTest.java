package io.redline.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiTokensTest {

    private static final String TOKEN = "0123456789abcdef";

    @Test
    void withoutTokensWhoeverAsksIsAtThisMachine() {
        assertThat(tokens("").caller(null)).contains(Caller.LOCAL);
    }

    @Test
    void onlyTheRightTokenOpens() {
        ApiTokens tokens = tokens(TOKEN + ",another-long-token");
        assertThat(tokens.caller("Bearer " + TOKEN)).isPresent();
        assertThat(tokens.caller("Bearer another-long-token")).isPresent();
        assertThat(tokens.caller("Bearer " + TOKEN + "x")).isEmpty();
        assertThat(tokens.caller("Bearer " + ApiTokens.hashed(TOKEN))).isEmpty();
        assertThat(tokens.caller(TOKEN)).isEmpty();
        assertThat(tokens.caller(null)).isEmpty();
    }

    @Test
    void aTokenByItselfAllowsEverythingButEmbargoedCopy() {
        Caller caller = tokens(TOKEN).caller("Bearer " + TOKEN).orElseThrow();
        assertThat(caller.mayForAll(Scope.READ)).isTrue();
        assertThat(caller.mayForAll(Scope.WRITE)).isTrue();
        assertThat(caller.mayForAll(Scope.ADMIN)).isTrue();
        assertThat(caller.may(Scope.EMBARGO)).isFalse();
        assertThat(caller.name()).startsWith("token-").doesNotContain(TOKEN);
    }

    @Test
    void aNamedTokenAllowsWhatItSaysToItsOwner() {
        Caller caller = tokens("desk-1:read+embargo@Night desk:" + TOKEN)
                .caller("Bearer " + TOKEN)
                .orElseThrow();
        assertThat(caller.name()).isEqualTo("desk-1");
        assertThat(caller.scopes()).isEqualTo(Set.of(Scope.READ, Scope.EMBARGO));
        assertThat(caller.owner()).contains("Night desk");
        assertThat(caller.may(Scope.WRITE)).isFalse();
        assertThat(caller.may(Scope.READ)).isTrue();
        assertThat(caller.mayForAll(Scope.READ)).isFalse();
    }

    @Test
    void aTokenCanBeKeptAsItsHash() {
        ApiTokens tokens = tokens("wire:write:" + ApiTokens.hashed(TOKEN));
        assertThat(tokens.caller("Bearer " + TOKEN).map(Caller::name)).contains("wire");
        assertThat(tokens.caller("Bearer another-long-token")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    short                         | too short
                    a:read:short                  | too short
                    a:raed:0123456789abcdef       | scope "raed", which there is not: use read, write, admin, embargo
                    a:admin@me:0123456789abcdef   | binds an admin to an owner
                    a:b:read:0123456789abcdef     | has colons in other places
                    a:read:sha256=abcd            | not 64 hexadecimal digits
                    """)
    void aWrongTokenIsRefusedAndNotShown(String text, String words) {
        assertThatThrownBy(() -> tokens("a-right-and-long-token," + text))
                .isInstanceOf(WrongSettingException.class)
                .hasMessageStartingWith("REDLINE_API_TOKENS is (hidden), and entry 2 ")
                .hasMessageContaining(words)
                .hasMessageNotContaining(TOKEN);
    }

    @Test
    void anAddressThatOthersCanReachNeedsATokenBeforeItIsBound() {
        ApiTokens none = tokens("");
        assertThatThrownBy(() -> none.guardBind(HealthServer.HOST, "0.0.0.0"))
                .isInstanceOf(WrongSettingException.class)
                .hasMessageContaining("REDLINE_API_TOKENS");
        assertThatCode(() -> none.guardBind(HealthServer.HOST, "127.0.0.1")).doesNotThrowAnyException();
        assertThatCode(() -> tokens(TOKEN).guardBind(HealthServer.HOST, "0.0.0.0"))
                .doesNotThrowAnyException();
    }

    private static ApiTokens tokens(String setting) {
        return ApiTokens.of(Settings.of(Map.of("REDLINE_API_TOKENS", setting)));
    }
}
