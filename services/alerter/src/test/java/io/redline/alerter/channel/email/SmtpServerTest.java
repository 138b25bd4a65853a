package io.redline.alerter.channel.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.redline.alerter.channel.email.SmtpServer.Protection;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpServerTest {

    @Test
    void eachSchemeHasItsPort() {
        assertThat(SmtpServer.parse("smtp://mail.example"))
                .isEqualTo(new SmtpServer("mail.example", 25, Protection.SMTP, Optional.empty()));
        assertThat(SmtpServer.parse("starttls://mail.example").port()).isEqualTo(587);
        assertThat(SmtpServer.parse("smtps://mail.example").port()).isEqualTo(465);
        assertThat(SmtpServer.parse("smtp://mail.example:2525").port()).isEqualTo(2525);
    }

    @Test
    void reservedCharactersInALoginAreDecoded() {
        assertThat(SmtpServer.parse("smtps://desk%40example.org:p%3Aa+s%2Fs@mail.example")
                        .login())
                .contains(new MailLogin("desk@example.org", "p:a+s/s"));
    }

    @Test
    void aLoginNeverShows() {
        assertThat(SmtpServer.parse("smtps://desk:password@mail.example").toString())
                .doesNotContain("password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mail.example:25", "http://mail.example", "smtp://", "smtp://desk@mail.example"})
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> SmtpServer.parse(text));
    }
}
