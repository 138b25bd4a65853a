/**
 * The HTTP API and the console. {@link io.redline.desk.api.DeskServer} listens; each {@code …Routes} class answers the
 * calls on one noun; {@link io.redline.desk.api.Gatekeeper} turns away whom it must before any of them is asked, and {@link
 * io.redline.desk.api.Visibility} keeps an owner's token to that owner's watches. Errors are {@link io.redline.desk.api.Problem}s. The document {@code openapi.json} beside this package describes every route,
 * and a test walks both.
 */
@NullMarked
package io.redline.desk.api;

import org.jspecify.annotations.NullMarked;
