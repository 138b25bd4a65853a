package io.redline.alerter.channel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebAddressTest {

    @Test
    void webAddressesAreTaken() {
        assertThat(WebAddress.of("https://desk.example:8443/hook?desk=1")).hasHost("desk.example");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "desk.example/hook",
                "file:///etc/passwd",
                "ftp://desk.example/",
                "gopher://127.0.0.1:25/",
                "https:///hook",
                "http://127.0.0.1.:8080/",
                "http://0x7f.1/",
                "http://127.1@desk.example@/",
                "https://user:password@desk.example/",
                "https://desk.example/a b"
            })
    void anythingElseIsRefusedWithoutQuotingIt(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebAddress.of(url))
                .withMessageStartingWith("\"url\" should")
                .withMessageNotContaining("password@")
                .withNoCause();
    }
}
