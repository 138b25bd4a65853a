/**
 * The desk: what editors and programs see of Redline. {@code feed} reads the topics into the {@code view}s and writes what
 * editors change; {@code stream} tells alerts as they come; {@code watch}, {@code alert} and {@code article} are what the
 * calls of the {@code api} are about; {@code audit} keeps who made which change.
 *
 * <pre>
 * topics ──▶ feed ──▶ view (SQLite) ──▶ api ──▶ browsers, programs
 *              └────▶ stream ────────────┘
 * watches, silences, audit, acknowledgements ◀── feed ◀── api        articles ──▶ api ──▶ ingest
 * </pre>
 *
 * <p>The HTTP server answers from the first moment; calls that need the topics say that they wait until these are there.
 * The directory {@code desk} under the data directory can be deleted at any time: it is read from the topics again.
 */
@NullMarked
package io.redline.desk;

import org.jspecify.annotations.NullMarked;
