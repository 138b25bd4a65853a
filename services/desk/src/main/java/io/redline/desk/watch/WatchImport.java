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
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Takes in many watches at once; a bad one never sinks the good ones beside it. */
public final class WatchImport {

    /** Storing a watch is waiting for Kafka most of the time, so that several wait at once. */
    private static final int AT_ONCE = 16;

    private final WatchBook book;

    /** An import into this book. */
    public WatchImport(WatchBook book) {
        this.book = book;
    }

    /** What became of a row: the id it is stored under, or why it is not. */
    private record Result(boolean stored, String text) {}

    /**
     * Stores watches as if each had been sent on its own. Those of one owner, and those of one id, are stored in their
     * order. Once Kafka takes no more, the rest is refused without a try.
     *
     * @param replace true to change a watch whose id is taken in the fields that are sent; otherwise it is refused, or
     *     gets a number if it came without an id
     * @return {@code {"accepted":[{"id"}],"rejected":[{"index","reason"}]}}
     */
    public ObjectNode take(List<WatchRow> rows, boolean replace) throws InterruptedException {
        ObjectNode receipt = AvroJson.MAPPER.createObjectNode();
        ArrayNode accepted = receipt.putArray("accepted");
        ArrayNode rejected = receipt.putArray("rejected");
        store(rows, replace).forEach((index, result) -> {
            if (result.stored()) {
                accepted.addObject().put("id", result.text());
            } else {
                rejected.addObject().put("index", index).put("reason", result.text());
            }
        });
        return receipt;
    }

    private Map<Integer, Result> store(List<WatchRow> rows, boolean replace) throws InterruptedException {
        Collection<List<Integer>> lanes = IntStream.range(0, rows.size())
                .boxed()
                .collect(Collectors.groupingBy(index -> lane(rows.get(index)), LinkedHashMap::new, Collectors.toList()))
                .values();
        AtomicReference<String> outage = new AtomicReference<>("");
        List<Callable<Map<Integer, Result>>> work = lanes.stream()
                .<Callable<Map<Integer, Result>>>map(lane -> () -> {
                    Map<Integer, Result> results = new TreeMap<>();
                    for (int index : lane) {
                        results.put(index, result(rows.get(index), replace, outage));
                    }
                    return results;
                })
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            Map<Integer, Result> all = new TreeMap<>();
            for (Future<Map<Integer, Result>> done : threads.invokeAll(work)) {
                all.putAll(done.get());
            }
            return all;
        } catch (ExecutionException bug) {
            throw new IllegalStateException("a row of an import failed", bug.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    /** Rows of one lane are stored one after another: an owner's for the sake of the limit, an id's for the order. */
    private static String lane(WatchRow row) {
        String owner = row.watch().path("owner").asText("");
        return owner.isEmpty() ? "id " + id(row) : "owner " + owner;
    }

    private static String id(WatchRow row) {
        return row.watch()
                .path("id")
                .asText(WatchRules.slug(row.watch().path("name").asText()));
    }

    private Result result(WatchRow row, boolean replace, AtomicReference<String> outage) throws InterruptedException {
        String refusal = row.fault().orElseGet(outage::get);
        if (refusal.isEmpty()) {
            try {
                Outcome outcome = store(row, replace);
                if (outcome instanceof Stored stored) {
                    return new Result(true, stored.watch().getId());
                }
                refusal = refusal(outcome);
            } catch (WrongJsonException | WrongQueryException wrong) {
                refusal = String.valueOf(wrong.getMessage());
            } catch (CommandFailedException fault) {
                refusal = "not stored: " + fault.getMessage();
                outage.set(refusal);
            }
        }
        return new Result(false, refusal);
    }

    private Outcome store(WatchRow row, boolean replace) throws InterruptedException {
        if (!(row.watch() instanceof ObjectNode watch)) {
            throw new WrongJsonException("", "should be a JSON object");
        }
        Optional<Watch> before = replace ? book.find(id(row)) : Optional.empty();
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
            return taken.sentence("import with replace=true");
        }
        return outcome instanceof WatchBook.Full full
                ? full.sentence()
                : "somebody changed this watch meanwhile: import it again";
    }
}
