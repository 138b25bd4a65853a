package io.redline.alerter.channel;

import java.time.Duration;

/**
 * Where events go and how much it can take. Events for one endpoint queue together, whichever watches they come from, and
 * never behind those for another.
 *
 * @param key names the endpoint within the process; may hold secrets, so it is never shown
 * @param concurrency how many attempts may be under way at once
 * @param pace least time between the starts of two attempts
 */
public record Endpoint(String key, int concurrency, Duration pace) {}
