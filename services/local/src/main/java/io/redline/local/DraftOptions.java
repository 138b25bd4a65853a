package io.redline.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redline.runtime.AvroJson;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a watch looks for, for the commands that add or try one. */
final class DraftOptions {

    @Parameters(arity = "0..1", paramLabel = "QUERY", description = "The query; the same as --query.")
    private @Nullable String plainQuery;

    @Option(
            names = "--query",
            paramLabel = "QUERY",
            description = "What articles have to match, such as '(\"red line\" OR negotiat*) AND Iran'.")
    private @Nullable String namedQuery;

    @Option(
            names = "--on",
            split = ",",
            paramLabel = "KIND",
            description = "What raises an alert: keyword, stance, shift; several parted by commas.")
    private List<String> kinds = List.of();

    @Option(names = "--actor", paramLabel = "CODE", description = "Stances and shifts of this actor only, such as IRN.")
    private @Nullable String actor;

    @Option(names = "--target", paramLabel = "CODE", description = "Stances and shifts towards this target only.")
    private @Nullable String target;

    @Option(names = "--issue", paramLabel = "ISSUE", description = "Stances and shifts about this issue only.")
    private @Nullable String issue;

    @Option(names = "--side", paramLabel = "SIDE", description = "cooperative or conflict only.")
    private @Nullable String side;

    @Option(names = "--min-confidence", paramLabel = "0-1", description = "Stances and shifts at least this sure.")
    private @Nullable Double minConfidence;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /** The name of a watch that was given none. */
    String name() {
        String query = query();
        return query != null ? query : "all " + String.join(", ", kinds);
    }

    /** The watch, without a name. */
    ObjectNode watch() {
        if (query() == null && kinds.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "Give a query, or --on stance or shift for a watch on all articles");
        }
        ObjectNode watch = AvroJson.MAPPER.createObjectNode().put("query", query());
        if (!kinds.isEmpty()) {
            ArrayNode on = watch.putArray("on");
            kinds.forEach(on::add);
        }
        if (actor != null || target != null || issue != null || side != null || minConfidence != null) {
            ObjectNode stance = watch.putObject("stance");
            stance.put("actor", actor).put("target", target).put("issue", issue).put("side", side);
            if (minConfidence != null) {
                stance.put("minConfidence", minConfidence);
            }
        }
        return watch;
    }

    private @Nullable String query() {
        return namedQuery != null ? namedQuery : plainQuery;
    }
}
