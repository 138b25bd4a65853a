/**
 * The alerter: reads {@code alerts}, tells the channels of each alert's watch, writes {@code deliveries}.
 *
 * <p>{@link io.redline.alerter.AlerterTopology} is the picture. Decisions are made in {@code pipeline} and remembered in
 * {@code ledger}; {@code channel} has a folder for each way to tell people.
 */
@NullMarked
package io.redline.alerter;

import org.jspecify.annotations.NullMarked;
