package io.redline.alerter;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** A clock that stands still until a test moves it; whatever was to happen meanwhile then happens. */
public final class HandClock implements InstantSource {

    private final List<Alarm> alarms = new ArrayList<>();
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    private record Alarm(Instant at, Runnable task) {}

    @Override
    public synchronized Instant instant() {
        return now;
    }

    /** Runs a task once the clock has moved so far. */
    public synchronized void after(Duration pause, Runnable task) {
        alarms.add(new Alarm(now.plus(pause), task));
    }

    /** Moves the clock. */
    public void advance(Duration time) {
        List<Alarm> due;
        synchronized (this) {
            now = now.plus(time);
            due = alarms.stream().filter(alarm -> !alarm.at().isAfter(now)).toList();
            alarms.removeAll(due);
        }
        due.forEach(alarm -> alarm.task().run());
    }
}
