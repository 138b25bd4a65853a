package io.redline.ingest.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redline.runtime.AvroJson;
import io.redline.runtime.Timestamps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file that keeps what is known of feeds across restarts. It is replaced as a whole, so a crash leaves the old one or
 * the new one; one that cannot be read is as good as none, since everything in it can be learnt again.
 */
final class FeedFile {

    private final Path file;

    /** A file in this directory, which need not exist yet. */
    FeedFile(Path directory) {
        this.file = directory.resolve("feeds.json");
    }

    /**
     * Fills a memory and the feeds' validators from the file; leaves them empty when there is none.
     *
     * @throws IOException when there is one that cannot be read
     */
    Map<String, FeedAnswer.Validators> load(FeedMemory memory) throws IOException {
        Map<String, FeedAnswer.Validators> validators = new HashMap<>();
        if (!Files.exists(file)) {
            return validators;
        }
        JsonNode root = AvroJson.MAPPER.readTree(file.toFile());
        try {
            root.path("feeds")
                    .properties()
                    .forEach(feed -> validators.put(
                            feed.getKey(),
                            new FeedAnswer.Validators(
                                    text(feed.getValue(), "etag"), text(feed.getValue(), "lastModified"))));
            root.path("items").forEach(item -> memory.remember(known(item)));
            return validators;
        } catch (IllegalArgumentException wrong) {
            throw new IOException(wrong);
        }
    }

    /**
     * Writes what is known now.
     *
     * @throws IOException when it cannot; the file is then as it was
     */
    void save(FeedMemory memory, Map<String, FeedAnswer.Validators> validators) throws IOException {
        ObjectNode root = AvroJson.MAPPER.createObjectNode();
        ObjectNode feeds = root.putObject("feeds");
        validators.forEach((feed, known) ->
                feeds.putObject(feed).put("etag", known.etag()).put("lastModified", known.lastModified()));
        ArrayNode items = root.putArray("items");
        memory.all().forEach(known -> items.add(json(known)));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path written = file.resolveSibling("feeds.json.new");
        AvroJson.MAPPER.writeValue(written.toFile(), root);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static ObjectNode json(FeedMemory.Known known) {
        ObjectNode item = AvroJson.MAPPER.createObjectNode();
        item.put("id", known.id()).put("version", known.version()).put("site", known.site());
        item.put("print", known.print()).put("seenAt", Timestamps.format(known.seenAt()));
        ArrayNode keys = item.putArray("keys");
        known.keys().forEach(keys::add);
        ObjectNode digests = item.putObject("digests");
        known.digests().forEach(digests::put);
        return item;
    }

    private static FeedMemory.Known known(JsonNode item) {
        Set<String> keys = new HashSet<>();
        item.path("keys").forEach(key -> keys.add(key.asText("")));
        Map<String, String> digests = new HashMap<>();
        item.path("digests")
                .properties()
                .forEach(
                        digest -> digests.put(digest.getKey(), digest.getValue().asText("")));
        return new FeedMemory.Known(
                item.path("id").asText(""),
                item.path("version").asInt(1),
                keys,
                item.path("site").asText(""),
                item.path("print").asLong(),
                digests,
                Timestamps.parse(item.path("seenAt").asText("")));
    }

    private static @Nullable String text(JsonNode node, String name) {
        return node.path(name).isTextual() ? node.path(name).textValue() : null;
    }
}
