/**
 * HTTP to addresses that users give. {@link io.redline.alerter.channel.http.GuardedHttpClient} posts;
 * {@link io.redline.alerter.channel.http.AddressGuard} says which addresses may be connected to, and is asked with the very
 * addresses that the connection is then made to.
 */
@NullMarked
package io.redline.alerter.channel.http;

import org.jspecify.annotations.NullMarked;
