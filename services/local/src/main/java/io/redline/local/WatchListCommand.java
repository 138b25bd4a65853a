package io.redline.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the watches. */
@Command(name = "list", description = "Lists the watches.")
final class WatchListCommand implements Callable<Integer> {

    private static final String ROW = "%-24s  %-32s  %-20s  %s%n";

    @Option(names = "--json", description = "Print each watch as a JSON object on a line.")
    private boolean json;

    @Mixin
    private ListOptions which = new ListOptions();

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        DeskClient client = server.client();
        boolean headed = json;
        String cursor = "";
        do {
            JsonNode page = client.get(which.path("/api/watches", "before", cursor));
            for (JsonNode watch : page.path("items")) {
                if (!headed) {
                    out.printf(Locale.ROOT, ROW, "ID", "NAME", "ON", "QUERY");
                    headed = true;
                }
                print(out, watch);
            }
            cursor = page.path("next").asText("");
        } while (!cursor.isEmpty() && !cursor.equals("null"));
        out.flush();
        return 0;
    }

    private void print(PrintWriter out, JsonNode watch) {
        if (json) {
            out.println(watch);
            return;
        }
        String kinds = StreamSupport.stream(watch.path("on").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(","));
        out.printf(
                Locale.ROOT,
                ROW,
                watch.path("id").asText(),
                watch.path("name").asText(),
                watch.path("enabled").asBoolean(true) ? kinds : "(off)",
                watch.path("query").asText("(every article)"));
    }
}
