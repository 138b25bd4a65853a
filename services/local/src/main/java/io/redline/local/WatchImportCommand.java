package io.redline.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.redline.desk.watch.WatchRow;
import io.redline.desk.watch.WatchSheet;
import io.redline.runtime.AvroJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Adds many watches from a file, some at a time, so that no request grows long. */
@Command(
        name = "import",
        description =
                "Adds watches from a JSON array, from one JSON object a line, or from a table with the columns name,query"
                        + " and if wanted id,owner,tags. Ends with exit code 1 when any was rejected.")
final class WatchImportCommand implements Callable<Integer> {

    private static final int SENT_AT_ONCE = 200;

    @Parameters(paramLabel = "FILE|-", description = "The file, or - for standard input.")
    private @Nullable String file;

    @Option(
            names = "--replace",
            description =
                    "Change a watch whose id is taken in the fields that the file has, instead of rejecting it; without an id,"
                            + " one is made of the name.")
    private boolean replace;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private int accepted;
    private int rejected;

    @Override
    public Integer call() throws IOException {
        List<WatchRow> rows = rows(bytes());
        DeskClient client = server.client();
        try {
            for (int from = 0; from < rows.size(); from += SENT_AT_ONCE) {
                send(client, rows, from, Math.min(from + SENT_AT_ONCE, rows.size()));
                if (rows.size() > SENT_AT_ONCE) {
                    spec.commandLine().getErr().println("  " + (accepted + rejected) + " of " + rows.size() + " ...");
                }
            }
        } finally {
            // Also when the desk stops answering half-way: what it had accepted then is accepted.
            spec.commandLine().getOut().println("Accepted " + accepted + ", rejected " + rejected + ".");
        }
        return rejected == 0 ? 0 : 1;
    }

    private byte[] bytes() throws IOException {
        try {
            return "-".equals(file) ? System.in.readAllBytes() : Files.readAllBytes(Path.of(String.valueOf(file)));
        } catch (NoSuchFileException missing) {
            throw new IOException("There is no file " + file + ": check the name", missing);
        }
    }

    private List<WatchRow> rows(byte[] bytes) throws IOException {
        String text = new String(bytes, StandardCharsets.UTF_8).strip();
        if (!text.startsWith("[") && !text.startsWith("{")) {
            return WatchSheet.read(bytes);
        }
        List<WatchRow> rows = new ArrayList<>();
        try (MappingIterator<JsonNode> values =
                AvroJson.MAPPER.readerFor(JsonNode.class).readValues(text)) {
            while (values.hasNextValue()) {
                JsonNode value = values.nextValue();
                if (value.isArray()) {
                    value.forEach(watch -> rows.add(WatchRow.of(watch)));
                } else {
                    rows.add(WatchRow.of(value));
                }
            }
        } catch (JsonProcessingException broken) {
            throw new IOException(file + " is not JSON: " + AvroJson.fault(broken), broken);
        }
        return rows;
    }

    private void send(DeskClient client, List<WatchRow> rows, int from, int to) {
        ArrayNode batch = AvroJson.MAPPER.createArrayNode();
        List<Integer> places = new ArrayList<>();
        for (int i = from; i < to; i++) {
            WatchRow row = rows.get(i);
            if (row.fault().isPresent()) {
                reject(i, row.fault().get());
            } else {
                batch.add(row.watch());
                places.add(i);
            }
        }
        if (batch.isEmpty()) {
            return;
        }
        JsonNode receipt = client.post("/api/watches/import?replace=" + replace, batch);
        accepted += receipt.path("accepted").size();
        receipt.path("rejected")
                .forEach(item -> reject(
                        places.get(item.path("index").asInt()),
                        item.path("reason").asText()));
    }

    private void reject(int row, String reason) {
        rejected++;
        spec.commandLine().getOut().println(file + ": row " + (row + 1) + ": " + reason);
    }
}
