package io.redline.local;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which of the watches are meant. */
final class ListOptions {

    @Option(names = "--owner", paramLabel = "OWNER", description = "Watches of this owner only.")
    private @Nullable String owner;

    @Option(names = "--tag", paramLabel = "TAG", description = "Watches with this tag only.")
    private @Nullable String tag;

    /** A path with these and further parameters, each name followed by its value; an empty value is left out. */
    String path(String path, String... more) {
        List<String> parameters = new ArrayList<>();
        add(parameters, "owner", owner == null ? "" : owner);
        add(parameters, "tag", tag == null ? "" : tag);
        for (int i = 0; i < more.length; i += 2) {
            add(parameters, more[i], more[i + 1]);
        }
        return parameters.isEmpty() ? path : path + "?" + String.join("&", parameters);
    }

    private static void add(List<String> parameters, String name, String value) {
        if (!value.isEmpty()) {
            parameters.add(name + "=" + DeskClient.segment(value));
        }
    }
}
