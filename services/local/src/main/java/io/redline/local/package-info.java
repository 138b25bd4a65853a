/**
 * The whole of Redline on one machine, and its command line.
 *
 * <p>{@link io.redline.local.LocalSystem} starts the embedded broker and registry and every service in this process; tests
 * start it on free ports, {@code ./redline up} and {@code demo} at a terminal ({@link io.redline.local.LocalSession}).
 * {@link io.redline.local.RedlineMain} is the command line: one class a command, each a thin layer over the HTTP API
 * ({@link io.redline.local.DeskClient}), a topic or the detector's pure classes.
 */
@NullMarked
package io.redline.local;

import org.jspecify.annotations.NullMarked;
