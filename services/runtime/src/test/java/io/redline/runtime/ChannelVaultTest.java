package io.redline.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redline.schemas.Channel;
import io.redline.schemas.Escalation;
import io.redline.schemas.Watch;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChannelVaultTest {

    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
    private static final String OTHER_KEY = Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("another-key-of-thirty-two-bytes!".getBytes(StandardCharsets.US_ASCII));
    private static final String SECRET = "whsec_b3Blbi1zZXNhbWUtb3Blbi1zZXNhbWU=";
    private static final String PATH = "services/T000/B000/xxxxopensesamexxxx";

    private static final Watch WATCH = Watch.newBuilder()
            .setId("w")
            .setName("W")
            .setChannels(List.of(
                    Channel.newBuilder()
                            .setType("webhook")
                            .setUrl("https://desk.example/in")
                            .setSecret(SECRET)
                            .build(),
                    Channel.newBuilder()
                            .setType("slack")
                            .setUrl("https://hooks.slack.example/" + PATH)
                            .build()))
            .setEscalation(new Escalation(
                    "PT5M",
                    List.of(Channel.newBuilder()
                            .setType("slack")
                            .setToken("xoxb-open-sesame")
                            .setChannel("C0")
                            .build())))
            .build();

    @Test
    void whatIsStoredHoldsNoSecretAndOpensToTheSameWatch() {
        Watch sealed = vault(KEY).sealed(WATCH);
        assertThat(sealed.toString())
                .doesNotContain(SECRET, PATH, "xoxb")
                .contains("enc:v1:", "https://hooks.slack.example/enc:v1:", "https://desk.example/in");
        assertThat(vault(KEY).opened(sealed)).isEqualTo(WATCH);
    }

    @Test
    void theSameSecretIsNeverSealedTheSameWay() {
        assertThat(vault(KEY).sealed(WATCH)).isNotEqualTo(vault(KEY).sealed(WATCH));
    }

    @Test
    void plainSecretsOnTheTopicStillWork() {
        for (ChannelVault vault : List.of(vault(KEY), vault(""))) {
            assertThat(vault.opened(WATCH)).isEqualTo(WATCH);
            assertThat(WATCH.getChannels())
                    .allSatisfy(channel -> assertThat(vault.resolved(channel)).isEqualTo(channel));
        }
    }

    @Test
    void aSecondKeyOpensWhatItSealedBefore() {
        Watch sealed = vault(OTHER_KEY).sealed(WATCH);
        assertThat(vault(KEY + "," + OTHER_KEY).opened(sealed)).isEqualTo(WATCH);
        assertThat(vault(KEY).opened(sealed)).isEqualTo(sealed);
        Watch anew =
                vault(KEY + "," + OTHER_KEY).sealed(vault(KEY + "," + OTHER_KEY).opened(sealed));
        assertThat(vault(KEY).opened(anew)).isEqualTo(WATCH);
    }

    @Test
    void whatHasBeenChangedDoesNotOpen() {
        SecretBox box = SecretBox.of(settings(KEY)).orElseThrow();
        String sealed = box.seal("open sesame");
        assertThat(box.open(sealed)).contains("open sesame");
        char last = sealed.charAt(sealed.length() - 3);
        String changed = sealed.substring(0, sealed.length() - 3)
                + (last == 'A' ? 'B' : 'A')
                + sealed.substring(sealed.length() - 2);
        assertThat(box.open(changed)).isEmpty();
        for (String broken : List.of("enc:v1:", "enc:v1:AAAA", "enc:v1:%%", "enc")) {
            assertThat(box.open(broken)).as(broken).isEmpty();
        }
    }

    @Test
    void withoutAKeyAPlainSecretIsRefusedByNameAndAReferenceIsTaken() {
        assertThatThrownBy(() -> vault("").sealed(WATCH))
                .isInstanceOf(WrongJsonException.class)
                .hasMessageContaining("channels[0].secret")
                .hasMessageContaining("REDLINE_SECRETS_KEY")
                .hasMessageContaining("env:REDLINE_SECRET_")
                .hasMessageNotContaining(SECRET);
        Watch named = named("env:REDLINE_SECRET_DESK");
        assertThat(vault("").sealed(named)).isEqualTo(named);
    }

    @Test
    void aReferenceIsResolvedFromTheVariablesThatAreThereForIt() {
        ChannelVault vault = ChannelVault.of(Settings.of(Map.of(
                "REDLINE_SECRET_DESK", SECRET, "REDLINE_API_TOKENS", "not-for-any-receiver", "PATH", "nor-this")));
        Watch opened = vault.opened(named("env:REDLINE_SECRET_DESK"));
        assertThat(opened).isEqualTo(named("env:REDLINE_SECRET_DESK"));
        assertThat(vault.resolved(channelOf(opened)).getSecret()).isEqualTo(SECRET);
        assertThatThrownBy(() -> vault.resolved(channelOf(named("env:REDLINE_SECRET_NONE"))))
                .isInstanceOf(WrongSettingException.class)
                .hasMessage("REDLINE_SECRET_NONE is not set");
        for (String other : List.of("env:REDLINE_API_TOKENS", "env:PATH", "env:")) {
            assertThatThrownBy(() -> vault.resolved(channelOf(named(other))))
                    .as(other)
                    .isInstanceOf(WrongSettingException.class)
                    .hasMessageContaining("REDLINE_SECRET_");
        }
    }

    @Test
    void whatNoKeyOpensIsNotToBeSent() {
        Watch sealed = vault(OTHER_KEY).sealed(WATCH);
        for (Channel channel : sealed.getChannels()) {
            assertThatThrownBy(() -> vault(KEY).resolved(channel))
                    .isInstanceOf(WrongSettingException.class)
                    .hasMessage("REDLINE_SECRETS_KEY is not the key that it was sealed with");
            assertThatThrownBy(() -> vault("").resolved(channel))
                    .isInstanceOf(WrongSettingException.class)
                    .hasMessage("REDLINE_SECRETS_KEY is not set");
        }
    }

    /** Else whoever may change a watch has the secrets of others sent to a host of their own. */
    @Test
    void thePathOfAnAddressFetchesNoOtherSecret() {
        ChannelVault vault =
                ChannelVault.of(Settings.of(Map.of("REDLINE_SECRETS_KEY", KEY, "REDLINE_SECRET_DESK", SECRET)));
        Channel named = stored(vault, "https://elsewhere.example/env:REDLINE_SECRET_DESK");
        assertThat(vault.resolved(named)).isEqualTo(named);
        String stolen = String.valueOf(channelOf(vault.sealed(named(SECRET))).getSecret());
        assertThatThrownBy(() -> stored(vault, "https://elsewhere.example/" + stolen))
                .isInstanceOf(WrongJsonException.class);
    }

    @Test
    void whatIsSealedAlreadyIsNotStored() {
        Watch sealed = vault(OTHER_KEY).sealed(WATCH);
        for (ChannelVault vault : List.of(vault(KEY), vault(""))) {
            assertThatThrownBy(() -> vault.sealed(vault.opened(sealed)))
                    .isInstanceOf(WrongJsonException.class)
                    .hasMessageContaining("channels[0].secret")
                    .hasMessageContaining("REDLINE_SECRETS_KEY")
                    .hasMessageNotContaining("enc:v1:");
        }
    }

    @Test
    void anAddressIsLockedWhileNoKeyOpensIt() {
        Watch sealed = vault(OTHER_KEY).sealed(WATCH);
        assertThat(vault(KEY).opened(sealed).getChannels())
                .extracting(ChannelVault::isLocked)
                .containsExactly(false, true);
        assertThat(vault(OTHER_KEY).opened(sealed).getChannels())
                .extracting(ChannelVault::isLocked)
                .containsExactly(false, false);
        assertThat(vault(KEY).opened(sealed).getChannels())
                .extracting(ChannelVault::sealedHost)
                .containsExactly(Optional.empty(), Optional.of("https://hooks.slack.example"));
    }

    @Test
    void aWrongKeyIsRefusedAndNotShown() {
        assertThatThrownBy(() -> vault("c2hvcnQ="))
                .isInstanceOf(WrongSettingException.class)
                .hasMessageContaining("REDLINE_SECRETS_KEY is (hidden)")
                .hasMessageNotContaining("c2hvcnQ");
    }

    /** A Slack channel of this address, as it comes back from its topic. */
    private static Channel stored(ChannelVault vault, String url) {
        Watch watch = named(null);
        watch.setChannels(
                List.of(Channel.newBuilder().setType("slack").setUrl(url).build()));
        return channelOf(vault.opened(vault.sealed(watch)));
    }

    private static Watch named(@Nullable String secret) {
        return Watch.newBuilder()
                .setId("w")
                .setName("W")
                .setChannels(List.of(Channel.newBuilder()
                        .setType("webhook")
                        .setUrl("https://desk.example/in")
                        .setSecret(secret)
                        .build()))
                .build();
    }

    private static Channel channelOf(Watch watch) {
        return watch.getChannels().get(0);
    }

    private static ChannelVault vault(String key) {
        return ChannelVault.of(settings(key));
    }

    private static Settings settings(String key) {
        return Settings.of(Map.of("REDLINE_SECRETS_KEY", key));
    }
}
