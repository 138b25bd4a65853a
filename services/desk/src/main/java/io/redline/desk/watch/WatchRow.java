package io.redline.desk.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Optional;

/**
 * One of many watches that come in at once.
 *
 * @param watch the watch in the form of the HTTP API, not checked yet; missing where it could not be read
 * @param fault why it could not be read
 */
public record WatchRow(JsonNode watch, Optional<String> fault) {

    /** A watch that could be read. */
    public static WatchRow of(JsonNode watch) {
        return new WatchRow(watch, Optional.empty());
    }

    static WatchRow unreadable(String fault) {
        return new WatchRow(MissingNode.getInstance(), Optional.of(fault));
    }
}
