package io.redline.local;

import io.redline.runtime.ApiTokens;
import io.redline.runtime.Scope;
import io.redline.runtime.Settings;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a token for the HTTP API, and the entry under which a server knows it by its hash. */
@Command(
        name = "token",
        description = {
            "Makes a token for the HTTP API. The first line is the token, for whoever is to have it; the second is the"
                    + " entry for REDLINE_API_TOKENS, which holds only its hash."
        })
final class TokenCommand implements Callable<Integer> {

    private static final int BYTES = 32;
    private static final String PREFIX = "rl_";

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "token",
            description = "Name of the token in the audit log (default: ${DEFAULT-VALUE}).")
    private String name = "token";

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            split = ",",
            defaultValue = "read,write",
            description = "What it allows: ${COMPLETION-CANDIDATES}, parted by commas (default: ${DEFAULT-VALUE}).")
    private Set<Scope> scopes = new LinkedHashSet<>();

    @Option(
            names = "--owner",
            paramLabel = "OWNER",
            description = "Bind it to the watches of this owner, and to what came of them.")
    private @Nullable String owner;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        String token = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        String entry = name + ":" + scopes.stream().map(Scope::word).collect(Collectors.joining("+"))
                + (owner == null ? "" : "@" + owner) + ":" + ApiTokens.hashed(token);
        // An entry that a server would refuse is refused here already.
        ApiTokens.of(Settings.of(Map.of(ApiTokens.TOKENS.name(), entry)));
        PrintWriter out = spec.commandLine().getOut();
        out.println(token);
        out.println(entry);
        out.flush();
        return 0;
    }
}
