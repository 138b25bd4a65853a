package io.redline.benchmarks;

import io.redline.schemas.Alert;
import io.redline.schemas.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What was to be told to whom, what the receivers saw of it, and whether the two and the alerter's ledger agree. Safe for
 * several threads.
 */
final class ReceiptBook {

    private static final int SHOWN = 20;

    private final Map<Told, Instant> expected = new LinkedHashMap<>();
    private final Map<Told, Set<String>> ids = new HashMap<>();
    private final Map<String, Told> meanings = new HashMap<>();
    private final Map<Told, Integer> taken = new HashMap<>();
    private final Map<Lane, Integer> newest = new HashMap<>();
    private final Map<Lane, Integer> retractions = new HashMap<>();
    private final List<String> disorder = new ArrayList<>();
    private final Histogram latencies = new Histogram(Duration.ofHours(1).toMillis(), 3);

    /** A version of an alert at a receiver. */
    private record Told(Receiver receiver, String alertId, int version) {

        Lane lane() {
            return new Lane(receiver, alertId);
        }
    }

    /** The versions of an alert at a receiver. */
    private record Lane(Receiver receiver, String alertId) {}

    /** This version is to be told here. */
    synchronized void expect(Alert alert, Receiver receiver) {
        Told told = new Told(receiver, alert.getId(), alert.getVersion());
        expected.put(told, alert.getAt().getDetectedAt());
        if (alert.getState().equals("retracted")) {
            retractions.put(told.lane(), told.version());
        }
    }

    /** A receiver saw an event. */
    synchronized void saw(Receiver.Receipt receipt) {
        Told told = new Told(receipt.receiver(), receipt.alertId(), receipt.version());
        ids.computeIfAbsent(told, key -> new HashSet<>()).add(receipt.id());
        Told before = meanings.putIfAbsent(receipt.id(), told);
        if (before != null && !before.equals(told)) {
            disorder.add("one id for two events: " + receipt.id());
        }
        if (!receipt.taken()) {
            return;
        }
        if (taken.merge(told, 1, Integer::sum) == 1) {
            int last = newest.getOrDefault(told.lane(), 0);
            if (told.version() < last) {
                disorder.add("version " + told.version() + " of " + told.alertId() + " came after version " + last);
            }
            newest.merge(told.lane(), told.version(), Math::max);
            Instant detectedAt = expected.get(told);
            if (detectedAt != null && told.receiver().manner() == Manner.PROMPT) {
                long millis = Duration.between(detectedAt, Instant.now()).toMillis();
                latencies.recordValue(Math.max(0, Math.min(millis, latencies.getHighestTrackableValue())));
            }
        }
    }

    /**
     * What living receivers have not taken yet and nobody has decided to leave out.
     *
     * @param ledger each delivery as the topic {@code deliveries} has it last
     */
    synchronized long outstanding(Collection<Delivery> ledger) {
        return neverTold(ledger).count();
    }

    /** From detection to a prompt receiver, in milliseconds; from here on they are counted anew. */
    synchronized Histogram takeLatencies() {
        Histogram copy = latencies.copy();
        latencies.reset();
        return copy;
    }

    /** Events taken by receivers, each counted once. */
    synchronized int taken() {
        return taken.size();
    }

    /** Events that a receiver took more than once, under one id: what a crash between an answer and its record costs. */
    synchronized long repeated() {
        return taken.values().stream().filter(times -> times > 1).count();
    }

    /**
     * Everything that is not as it should be; empty when all is well.
     *
     * @param ledger each delivery as the topic {@code deliveries} has it last
     */
    synchronized List<String> faults(Collection<Delivery> ledger) {
        List<String> faults = new ArrayList<>(disorder);
        Map<String, Delivery> byId = new TreeMap<>();
        ledger.forEach(delivery -> byId.put(delivery.getId(), delivery));
        ids.forEach((told, used) -> {
            if (used.size() > 1) {
                faults.add("several ids for one event: " + used);
            }
        });
        neverTold(ledger)
                .forEach(told -> faults.add("never told: " + told.alertId() + " version " + told.version()
                        + " to a receiver that is " + told.receiver().manner()));
        meanings.forEach((id, told) -> {
            Delivery delivery = byId.get(id);
            boolean delivered = delivery != null && delivery.getState().equals("delivered");
            if (delivered != taken.containsKey(told)) {
                faults.add("the ledger says \"" + (delivery == null ? "nothing" : delivery.getState()) + "\" of " + id
                        + (delivered ? ", which the receiver never took" : ", which the receiver took"));
            }
        });
        byId.values().forEach(delivery -> {
            if (Objects.equals(delivery.getState(), "delivered") && !meanings.containsKey(delivery.getId())) {
                faults.add("the ledger says delivered of " + delivery.getId() + ", which nobody saw");
            }
        });
        return faults.size() <= SHOWN ? faults : shortened(faults);
    }

    private Stream<Told> neverTold(Collection<Delivery> ledger) {
        Map<String, Delivery> byVersion = new HashMap<>();
        ledger.forEach(delivery -> byVersion.put(delivery.getAlertId() + " " + delivery.getAlertVersion(), delivery));
        return expected.keySet().stream()
                .filter(told -> told.receiver().manner().living() && !taken.containsKey(told))
                .filter(told -> !rightlyLeftOut(told, byVersion.get(told.alertId() + " " + told.version())));
    }

    /** True for a version that was taken back before it was told, takes back what nobody was told, or is told by a newer one. */
    private boolean rightlyLeftOut(Told told, @Nullable Delivery delivery) {
        if (delivery == null || !delivery.getState().equals("skipped")) {
            return false;
        }
        int retraction = retractions.getOrDefault(told.lane(), 0);
        int newestTaken = newest.getOrDefault(told.lane(), 0);
        return told.version() < retraction
                || (told.version() == retraction && newestTaken == 0)
                || ("grouped-into".equals(delivery.getDecision()) && told.version() < newestTaken);
    }

    private static List<String> shortened(List<String> faults) {
        List<String> shown = new ArrayList<>(faults.subList(0, SHOWN));
        shown.add("and " + (faults.size() - SHOWN) + " more");
        return shown;
    }
}
