/**
 * Watches as people manage them: {@link io.redline.desk.watch.WatchRules} says what a right one looks like, {@link
 * io.redline.desk.watch.ChannelSecrets} keeps secrets from being shown, {@link io.redline.desk.watch.WatchBook} stores,
 * replaces and removes.
 */
@NullMarked
package io.redline.desk.watch;

import org.jspecify.annotations.NullMarked;
