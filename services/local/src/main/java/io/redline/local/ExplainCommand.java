package io.redline.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells why a watch did or did not alert on an article. */
@Command(
        name = "explain",
        description = "Tells why a watch did or did not alert on an article: + is what held, - is what did not.")
final class ExplainCommand implements Callable<Integer> {

    @Option(names = "--article", required = true, paramLabel = "ID", description = "Identifier of the article.")
    private String article = "";

    @Option(names = "--watch", required = true, paramLabel = "ID", description = "Identifier of the watch.")
    private String watch = "";

    @Option(names = "--version", paramLabel = "N", description = "A certain version of the article; else the newest.")
    private @Nullable Integer version;

    @Option(names = "--json", description = "Print the explanation as JSON.")
    private boolean json;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        JsonNode explanation = server.client()
                .get("/api/explain?article=" + DeskClient.segment(article) + "&watch=" + DeskClient.segment(watch)
                        + (version == null ? "" : "&version=" + version));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(explanation);
            return 0;
        }
        out.println((explanation.path("alerted").asBoolean() ? "Alerted: " : "No alert: ")
                + explanation.path("reason").asText());
        out.println();
        for (JsonNode condition : explanation.path("conditions")) {
            out.println(mark(condition.path("holds").asBoolean())
                    + condition.path("name").asText() + ": "
                    + condition.path("reason").asText());
            if (condition.path("name").asText().equals("query")) {
                explanation.at("/query/clauses").forEach(clause -> print(out, clause, 1));
            }
        }
        return 0;
    }

    private static void print(PrintWriter out, JsonNode clause, int depth) {
        String role = clause.path("role").asText();
        boolean good = clause.path("holds").asBoolean() != role.equals("excluded");
        out.println("    ".repeat(depth) + mark(good) + role + " "
                + clause.path("clause").asText() + ": " + clause.path("reason").asText());
        clause.path("clauses").forEach(inner -> print(out, inner, depth + 1));
    }

    private static String mark(boolean good) {
        return good ? "+ " : "- ";
    }
}
