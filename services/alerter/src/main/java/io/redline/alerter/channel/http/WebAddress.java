package io.redline.alerter.channel.http;

import io.redline.runtime.Setting;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the addresses that watches post to. */
public final class WebAddress {

    private WebAddress() {}

    /**
     * The address of a watch's channel.
     *
     * @throws IllegalArgumentException when it is no http or https address, or holds a user or password, which would end up
     *     in logs along the way
     */
    public static URI of(@Nullable String url) {
        URI address;
        try {
            address = Setting.withScheme(Objects.requireNonNullElse(url, ""), "http", "https");
        } catch (IllegalArgumentException unfit) {
            // Not passed on: the fault would quote the address, which may be a secret.
            throw new IllegalArgumentException("\"url\" should be an http or https address");
        }
        if (address.getRawUserInfo() != null) {
            throw new IllegalArgumentException("\"url\" should hold no user or password");
        }
        return address;
    }
}
