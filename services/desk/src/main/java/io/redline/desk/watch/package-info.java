/**
 * Watches as people manage them: {@link io.redline.desk.watch.WatchRules} says what a right one looks like, {@link
 * io.redline.desk.watch.WatchWarnings} what looks like a mistake, {@link io.redline.desk.watch.ChannelSecrets} keeps
 * secrets from being shown, {@link io.redline.desk.watch.WatchBook} stores, replaces and removes, {@link
 * io.redline.desk.watch.WatchImport} and {@link io.redline.desk.watch.WatchSheet} carry many at once. {@link
 * io.redline.desk.watch.WatchPreview} tries a draft, beside those there are ({@link io.redline.desk.watch.WatchOverlap}),
 * and {@link io.redline.desk.watch.WatchExplainer} says why there is an alert or none.
 */
@NullMarked
package io.redline.desk.watch;

import org.jspecify.annotations.NullMarked;
