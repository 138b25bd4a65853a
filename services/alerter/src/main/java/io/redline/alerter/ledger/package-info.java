/**
 * What the alerter remembers: {@link io.redline.alerter.ledger.Ledger} holds who was told what and who is still to be told,
 * in stores that survive a crash and move with their partition to another instance. What concerns one alert on one route is a
 * {@link io.redline.alerter.ledger.Lane}.
 */
@NullMarked
package io.redline.alerter.ledger;

import org.jspecify.annotations.NullMarked;
