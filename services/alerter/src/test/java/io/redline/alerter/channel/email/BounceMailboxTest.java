package io.redline.alerter.channel.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.redline.alerter.channel.email.BounceMailbox.Protection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BounceMailboxTest {

    @Test
    void anAddressNamesServerLoginAndFolder() {
        assertThat(BounceMailbox.parse("imaps://bounces%40example.org:p%3Aa+s@mail.example/Returned%20mail"))
                .isEqualTo(new BounceMailbox(
                        "mail.example",
                        993,
                        Protection.IMAPS,
                        new MailLogin("bounces@example.org", "p:a+s"),
                        "Returned mail"));
    }

    @Test
    void withoutAFolderItIsTheInbox() {
        assertThat(BounceMailbox.parse("imap://bounces:key@mail.example:1143/").folder())
                .isEqualTo("INBOX");
        assertThat(BounceMailbox.parse("starttls://bounces:key@mail.example").port())
                .isEqualTo(143);
    }

    @Test
    void aLoginNeverShows() {
        assertThat(BounceMailbox.parse("imaps://bounces:password@mail.example").toString())
                .doesNotContain("password");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mail.example:993",
                "smtp://bounces:key@mail.example",
                "imaps://mail.example",
                "imaps://bounces@mail.example",
                "imaps://bounces:key@"
            })
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> BounceMailbox.parse(text));
    }
}
