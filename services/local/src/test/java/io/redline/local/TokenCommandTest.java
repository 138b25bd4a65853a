package io.redline.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.redline.runtime.ApiTokens;
import io.redline.runtime.Caller;
import io.redline.runtime.Scope;
import io.redline.runtime.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokenCommandTest {

    @Test
    void theEntryAdmitsTheTokenAndDoesNotHoldIt() {
        CommandRun run = CommandRun.of("token", "--name", "night", "--scope", "read", "--owner", "Night desk");
        assertThat(run.exitCode()).isZero();
        List<String> lines = run.out().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1)).startsWith("night:read@Night desk:sha256=").doesNotContain(lines.get(0));
        assertThat(ApiTokens.of(Settings.of(Map.of("REDLINE_API_TOKENS", lines.get(1))))
                        .caller("Bearer " + lines.get(0)))
                .contains(new Caller("night", Set.of(Scope.READ), Optional.of("Night desk")));
    }

    @Test
    void noTokenIsMadeTwice() {
        assertThat(CommandRun.of("token").out())
                .isNotEqualTo(CommandRun.of("token").out());
    }

    @Test
    void anEntryThatAServerWouldRefuseIsRefused() {
        assertThat(CommandRun.of("token", "--name", "two words").exitCode()).isEqualTo(2);
        assertThat(CommandRun.of("token", "--scope", "everything").exitCode()).isEqualTo(2);
    }
}
