package io.redline.desk.watch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redline.desk.feed.CommandFailedException;
import io.redline.desk.watch.WatchBook.Missing;
import io.redline.desk.watch.WatchBook.Outcome;
import io.redline.desk.watch.WatchBook.Stored;
import io.redline.desk.watch.WatchBook.Taken;
import io.redline.runtime.AvroJson;
import io.redline.runtime.WrongJsonException;
import java.util.List;
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
     * @param replace true to replace a watch whose id is taken; otherwise it is refused
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
        if (replace && watch.path("id").isTextual()) {
            // Before it is tried as a new one: masked secrets mean something only where there are stored ones.
            Outcome outcome = book.replace(watch.path("id").textValue(), watch, OptionalLong.empty());
            if (!(outcome instanceof Missing)) {
                return outcome;
            }
        }
        return book.add(watch);
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
