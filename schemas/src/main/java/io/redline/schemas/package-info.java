/**
 * The contract between Redline's services and everybody else: the Avro records, the topics they travel on, and the
 * vocabulary their fields use.
 *
 * <p>Not null-marked as a whole, since the generated records carry no nullness annotations; each class written by hand is.
 */
package io.redline.schemas;
