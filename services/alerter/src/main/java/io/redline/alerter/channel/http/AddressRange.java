package io.redline.alerter.channel.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * A block of IP addresses, as CIDR notation writes it.
 *
 * @param network the first address
 * @param prefix how many leading bits an address shares with it
 */
public record AddressRange(InetAddress network, int prefix) {

    /** Only digits and separators: a name would be looked up, and a range must not depend on that. */
    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    /**
     * Reads {@code 10.0.0.0/8}, {@code fd00::/8} or a single address.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        if (!LITERAL.matcher(address).matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not an address range such as 10.0.0.0/8");
        }
        try {
            InetAddress network = InetAddress.getByName(address);
            int bits = network.getAddress().length * Byte.SIZE;
            int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
            if (prefix < 0 || prefix > bits) {
                throw new IllegalArgumentException("\"" + text + "\" has a prefix outside 0 to " + bits);
            }
            return new AddressRange(network, prefix);
        } catch (UnknownHostException wrong) {
            throw new IllegalArgumentException("\"" + text + "\" is not an address range", wrong);
        }
    }

    /** True when the address is of this range's family and lies in it. */
    public boolean contains(InetAddress address) {
        byte[] ours = network.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> (bit % Byte.SIZE);
            if ((ours[bit / Byte.SIZE] & mask) != (theirs[bit / Byte.SIZE] & mask)) {
                return false;
            }
        }
        return true;
    }
}
