package io.redline.runtime;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** What a process needs in order to be ready, each part under a name, and whether it has it at the moment. */
public final class Health {

    /** One part of readiness; asked each time somebody wants to know, so it has to answer at once. */
    @FunctionalInterface
    public interface Check {

        /** Empty when all is well, otherwise one plain sentence on what is wrong. */
        Optional<String> fault();
    }

    private final ConcurrentSkipListMap<String, Check> checks = new ConcurrentSkipListMap<>();

    /** Adds a part, or replaces the one of that name. */
    public void register(String name, Check check) {
        checks.put(name, check);
    }

    /** Takes a part away. */
    public void remove(String name) {
        checks.remove(name);
    }

    /** What is wrong, by name of the part; empty when everything works. */
    public Map<String, String> faults() {
        Map<String, String> faults = new TreeMap<>();
        checks.forEach((name, check) -> check.fault().ifPresent(fault -> faults.put(name, fault)));
        return faults;
    }

    /** True when every part works. */
    public boolean ready() {
        return faults().isEmpty();
    }
}
