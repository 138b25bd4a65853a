package io.redline.runtime;

import java.util.Optional;
import java.util.Set;

/**
 * Who sends a request, as far as the token tells.
 *
 * @param name name of the token, as the audit log shows it
 * @param scopes what the token allows
 * @param owner the only owner whose watches, alerts and deliveries the caller handles; empty for everybody's
 */
public record Caller(String name, Set<Scope> scopes, Optional<String> owner) {

    /** Whoever sits at this machine, where no tokens are set. */
    public static final Caller LOCAL = new Caller("local", Set.of(Scope.ADMIN), Optional.empty());

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /** True when the token allows this. */
    public boolean may(Scope scope) {
        return scopes.contains(scope) || (scopes.contains(Scope.ADMIN) && scope != Scope.EMBARGO);
    }

    /** True when the token allows this for everybody's watches, and not only for those of one owner. */
    public boolean mayForAll(Scope scope) {
        return owner.isEmpty() && may(scope);
    }
}
