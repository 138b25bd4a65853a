package io.redline.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redline.runtime.Timestamps;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Tries a draft on stored articles, a day at a time and the newest first, so that a long range tells something at once. */
@Command(
        name = "preview",
        description =
                "Tells what a watch would have alerted on. Example: redline watch preview --query 'talks AND Iran' --over P7D")
final class WatchPreviewCommand implements Callable<Integer> {

    private static final int WIDEST_BAR = 50;
    private static final int MOST_EXAMPLES = 5;
    private static final int MOST_OTHERS = 10;

    @Option(
            names = "--over",
            paramLabel = "DURATION",
            defaultValue = "P7D",
            description = "How far back to go, such as P7D or PT6H (${DEFAULT-VALUE}).")
    private String over = "P7D";

    @Mixin
    private DraftOptions draft = new DraftOptions();

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final NavigableMap<LocalDate, Integer> days = new TreeMap<>();
    private final List<JsonNode> examples = new ArrayList<>();
    private final Map<JsonNode, Integer> others = new LinkedHashMap<>();
    private final Set<String> warnings = new LinkedHashSet<>();
    private long articles;
    private long matches;
    private long compared;
    private long micros;
    private boolean complete = true;

    @Override
    public Integer call() {
        ObjectNode watch = draft.watch();
        DeskClient client = server.client();
        Instant end = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Instant start = end.minus(range());
        for (Instant until = end; until.isAfter(start); ) {
            LocalDate day = LocalDate.ofInstant(until.minusMillis(1), ZoneOffset.UTC);
            Instant midnight = day.atStartOfDay(ZoneOffset.UTC).toInstant();
            Instant from = midnight.isBefore(start) ? start : midnight;
            ObjectNode request = watch.deepCopy()
                    .put("over", Duration.between(from, until).toString())
                    .put("until", Timestamps.format(until));
            take(day, client.post("/api/watches/preview", request));
            until = from;
        }
        print(spec.commandLine().getOut());
        return 0;
    }

    private Duration range() {
        try {
            Duration range = Duration.parse(over);
            if (!range.isNegative() && !range.isZero()) {
                return range;
            }
        } catch (DateTimeParseException wrong) {
            // Refused below, in the words that help.
        }
        throw new ParameterException(
                spec.commandLine(), "\"" + over + "\" should be an ISO 8601 duration such as P7D or PT6H");
    }

    private void take(LocalDate day, JsonNode report) {
        int looked = report.path("articles").asInt();
        int met = report.path("matches").asInt();
        articles += looked;
        matches += met;
        micros += report.path("microsPerArticle").asLong() * looked;
        complete &= report.path("complete").asBoolean();
        days.merge(day, met, Integer::sum);
        report.path("examples").forEach(examples::add);
        compared += report.at("/overlap/articles").asLong();
        report.at("/overlap/watches")
                .forEach(other ->
                        others.merge(other.path("watch"), other.path("matches").asInt(), Integer::sum));
        report.path("warnings").forEach(warning -> {
            // A day's share is not the range's: only what is wrong with the words holds for all of it.
            if (warning.path("column").isInt()) {
                warnings.add("Column " + warning.path("column").asInt() + ": "
                        + warning.path("message").asText());
            }
        });
        spec.commandLine().getErr().println("  " + day + ": " + met + " of " + looked + " articles");
    }

    private void print(PrintWriter out) {
        out.println("It would have met " + matches + " of " + articles + " articles.");
        int most = days.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        out.println();
        days.forEach((day, met) -> {
            // A day with anything at all shows at least one mark.
            int width = met == 0 ? 0 : Math.max(1, (int) ((long) met * WIDEST_BAR / Math.max(most, WIDEST_BAR)));
            out.println(String.format(Locale.ROOT, "%s %7d  %s", day, met, "#".repeat(width))
                    .stripTrailing());
        });
        if (!examples.isEmpty()) {
            out.println();
            out.println("Examples, the newest first:");
            examples.stream().limit(MOST_EXAMPLES).forEach(example -> print(out, example));
        }
        out.println();
        if (others.isEmpty()) {
            out.println("No other watch meets these articles.");
        } else {
            out.println("Other watches that meet the same articles, of " + compared + " compared:");
            others.entrySet().stream()
                    .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                    .limit(MOST_OTHERS)
                    .forEach(other -> out.println(String.format(
                            Locale.ROOT,
                            "  %7d  %s (%s)",
                            other.getValue(),
                            other.getKey().path("name").asText(),
                            other.getKey().path("id").asText())));
        }
        out.println();
        out.println(String.format(
                Locale.ROOT, "Cost: %.3f ms an article.", articles == 0 ? 0.0 : micros / 1_000.0 / articles));
        if (!complete) {
            out.println("Some days were too long to be looked at in full: the counts are too low.");
        }
        warnings.forEach(warning -> out.println("Is this meant? " + warning));
        if (articles >= 20 && matches * 10 >= articles) {
            out.println("Is this meant? It meets a tenth of all articles or more.");
        }
        out.flush();
    }

    private static void print(PrintWriter out, JsonNode example) {
        JsonNode article = example.path("article");
        out.println("  " + article.path("publishedAt").asText() + "  "
                + article.path("source").asText() + ": "
                + marked(article.path("headline").asText(), example, "headline") + " ("
                + example.path("kind").asText() + ", " + article.path("id").asText() + ")");
        out.println("      " + marked(example.path("excerpt").asText().replaceAll("\\s+", " "), example, "body"));
    }

    /** The words that met the query, in brackets. */
    private static String marked(String text, JsonNode example, String field) {
        String words = StreamSupport.stream(example.path("terms").spliterator(), false)
                .filter(term -> term.path("field").asText().equals(field))
                .map(term -> term.path("text").asText())
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        return words.isEmpty()
                ? text
                : Pattern.compile("(?<![\\p{L}\\p{N}])(?:" + words + ")(?![\\p{L}\\p{N}])")
                        .matcher(text)
                        .replaceAll("[$0]");
    }
}
