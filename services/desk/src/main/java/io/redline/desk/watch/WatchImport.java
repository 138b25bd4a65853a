package io.redline.desk.watch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redline.desk.feed.CommandFailedException;
import io.redline.desk.watch.WatchBook.Outcome;
import io.redline.desk.watch.WatchBook.Stored;
import io.redline.desk.watch.WatchBook.Taken;
import io.redline.runtime.AvroJson;
import io.redline.runtime.WrongJsonException;
import io.redline.schemas.Watch;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Takes in many watches at once; a bad one never sinks the good ones beside it. */
public final class WatchImport {

    private final WatchBook book;

    /** An import into this book. */
    public WatchImport(WatchBook book) {
        this.book = book;
    }

    /**
     * Stores watches one after another, as if each had been sent on its own. Once Kafka takes no more, the rest is refused
     * without a try.
     *
     * @param replace true to change a watch whose id is taken in the fields that are sent; otherwise it is refused, or
     *     gets a number if it came without an id
     * @return {@code {"accepted":[{"id"}],"rejected":[{"index","reason"}]}}
     */
    public ObjectNode take(List<WatchRow> rows, boolean replace) throws InterruptedException {
        ObjectNode receipt = AvroJson.MAPPER.createObjectNode();
        ArrayNode accepted = receipt.putArray("accepted");
        ArrayNode rejected = receipt.putArray("rejected");
        String outage = "";
        for (int index = 0; index < rows.size(); index++) {
            String refusal = rows.get(index).fault().orElse(outage);
            if (refusal.isEmpty()) {
                try {
                    Outcome outcome = store(rows.get(index), replace);
                    if (outcome instanceof Stored stored) {
                        accepted.addObject().put("id", stored.watch().getId());
                        continue;
                    }
                    refusal = refusal(outcome);
                } catch (WrongJsonException | WrongQueryException wrong) {
                    refusal = String.valueOf(wrong.getMessage());
                } catch (CommandFailedException fault) {
                    outage = "not stored: " + fault.getMessage();
                    refusal = outage;
                }
            }
            rejected.addObject().put("index", index).put("reason", refusal);
        }
        return receipt;
    }

    private Outcome store(WatchRow row, boolean replace) throws InterruptedException {
        if (!(row.watch() instanceof ObjectNode watch)) {
            throw new WrongJsonException("", "should be a JSON object");
        }
        String id = watch.path("id").asText(WatchRules.slug(watch.path("name").asText()));
        Optional<Watch> before = replace ? book.find(id) : Optional.empty();
        return before.isPresent() ? change(before.get(), watch) : book.add(watch);
    }

    /** What is not sent stays: a table of names and queries does not know of channels. */
    private Outcome change(Watch before, ObjectNode sent) throws InterruptedException {
        ObjectNode changed = AvroJson.toJson(before);
        changed.setAll(sent);
        return book.replace(before.getId(), changed, OptionalLong.of(before.getRevision()));
    }

    private static String refusal(Outcome outcome) {
        if (outcome instanceof Taken taken) {
            return "there is a watch \"" + taken.id() + "\" already: choose another id, or import with replace=true";
        }
        return outcome instanceof WatchBook.Full full
                ? full.sentence()
                : "somebody changed this watch meanwhile: import it again";
    }
}
