package io.redline.local;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the HTTP API is, for the commands that use it. */
final class ServerOptions {

    @Option(
            names = "--server",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080",
            description = "The HTTP API (${DEFAULT-VALUE}).")
    private URI server = URI.create("http://127.0.0.1:8080");

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            defaultValue = "${env:REDLINE_TOKEN:-}",
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
            description = "Bearer token, where the server asks for one; the variable REDLINE_TOKEN serves as well.")
    private @Nullable String token;

    DeskClient client() {
        return new DeskClient(server, token == null || token.isEmpty() ? null : token);
    }
}
