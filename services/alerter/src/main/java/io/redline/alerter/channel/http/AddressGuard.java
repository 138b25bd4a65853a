package io.redline.alerter.channel.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps user-given addresses from reaching into the network that Redline runs in: only addresses of the public internet
 * are let through, and those that the operator allows.
 *
 * <p>It judges IP addresses, at the moment of connecting and after the name has been resolved, so neither a name that
 * resolves inward, nor one that resolves differently the second time, nor an odd way of writing an address gets past.
 */
public final class AddressGuard {

    /**
     * What the IANA special-purpose registries keep from being globally reachable, and multicast; 169.254.0.0/16,
     * 100.64.0.0/10 and fd00::/8 cover the metadata services of the large clouds, but for Azure's, which has a public address.
     */
    private static final List<AddressRange> SPECIAL = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "168.63.129.16/32",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.31.196.0/24",
                    "192.52.193.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "192.175.48.0/24",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4")
            .map(AddressRange::parse)
            .toList();

    /** All of IPv6 that is assigned to the public internet lies in here … */
    private static final AddressRange GLOBAL_UNICAST = AddressRange.parse("2000::/3");

    /** … except for these: protocol assignments (Teredo among them), documentation, 6to4, segment routing. */
    private static final List<AddressRange> SPECIAL_V6 = Stream.of(
                    "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "2620:4f:8000::/48")
            .map(AddressRange::parse)
            .toList();

    private static final AddressRange NAT64 = AddressRange.parse("64:ff9b::/96");
    private static final int IPV4_BYTES = 4;

    private final List<AddressRange> allowed;

    /** Lets public addresses through, and those in these ranges. */
    public AddressGuard(List<AddressRange> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    /** Why this address must not be connected to; empty when it may. */
    public Optional<String> objection(InetAddress address) {
        if (allowed.stream().anyMatch(range -> range.contains(address)) || isPublic(address)) {
            return Optional.empty();
        }
        return Optional.of(address.getHostAddress()
                + " is not a public address: REDLINE_WEBHOOK_ALLOW says which others may be told");
    }

    private static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == IPV4_BYTES) {
            return SPECIAL.stream().noneMatch(range -> range.contains(address));
        }
        if (NAT64.contains(address)) {
            return isPublic(lastFour(bytes));
        }
        return GLOBAL_UNICAST.contains(address) && SPECIAL_V6.stream().noneMatch(range -> range.contains(address));
    }

    private static InetAddress lastFour(byte[] bytes) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, bytes.length - IPV4_BYTES, bytes.length));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("four bytes always make an address", impossible);
        }
    }
}
