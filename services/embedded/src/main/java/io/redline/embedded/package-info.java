/**
 * A real Kafka broker and a real schema registry without an installation: the broker runs in this process
 * ({@link io.redline.embedded.EmbeddedBroker}), the registry in one of its own
 * ({@link io.redline.embedded.EmbeddedRegistry}), and {@link io.redline.embedded.EmbeddedPlatform} is the two of them on
 * one {@link io.redline.embedded.DataDirectory}.
 *
 * <p>They are the same programs that run in production, made small. What they acknowledged survives a {@code kill -9} of
 * the process, since it is then in the operating system's page cache; it does not survive a power cut.
 *
 * <p>A broker test needs one line: {@code EmbeddedPlatform.shared().environment()} holds the variables that point a
 * service at a platform started once for the test JVM.
 */
@NullMarked
package io.redline.embedded;

import org.jspecify.annotations.NullMarked;
