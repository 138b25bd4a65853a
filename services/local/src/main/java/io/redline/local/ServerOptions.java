package io.redline.local;

import io.redline.runtime.Setting;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Where the HTTP API is, for the commands that use it. */
final class ServerOptions {

    @Option(
            names = "--server",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080",
            converter = AddressConverter.class,
            description = "The HTTP API (${DEFAULT-VALUE}).")
    private URI server = URI.create("http://127.0.0.1:8080");

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            defaultValue = "${env:REDLINE_TOKEN:-}",
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
            description = "Bearer token, where the server asks for one; the variable REDLINE_TOKEN serves as well.")
    private @Nullable String token;

    /** Reads the address of a server. */
    static final class AddressConverter implements ITypeConverter<URI> {

        @Override
        public URI convert(String text) {
            try {
                return Setting.withScheme(text, "http", "https");
            } catch (IllegalArgumentException wrong) {
                throw new TypeConversionException(
                        "\"" + text + "\" should be an address such as http://127.0.0.1:8080");
            }
        }
    }

    DeskClient client() {
        return new DeskClient(server, token == null || token.isEmpty() ? null : token);
    }
}
