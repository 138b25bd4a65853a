package io.redline.alerter.channel.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves names for the HTTP client and passes on only addresses that the guard lets through. The client connects to
 * the very addresses that it is given here, so what was checked is what is used.
 */
final class GuardedResolver implements DnsResolver {

    private final DnsResolver names;
    private final AddressGuard guard;

    GuardedResolver(DnsResolver names, AddressGuard guard) {
        this.names = names;
        this.guard = guard;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        List<InetAddress> open = new ArrayList<>();
        Optional<String> objection = Optional.empty();
        for (InetAddress address : names.resolve(host)) {
            Optional<String> fault = guard.objection(address);
            if (fault.isEmpty()) {
                open.add(address);
            } else {
                objection = fault;
            }
        }
        if (open.isEmpty() && objection.isPresent()) {
            throw new RefusedAddressException(objection.get());
        }
        return open.toArray(InetAddress[]::new);
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return host;
    }
}
