/**
 * The contract between Redline's services and everybody else: the Avro records, the topics they travel on, and the
 * vocabulary their fields use.
 */
@NullMarked
package io.redline.schemas;

import org.jspecify.annotations.NullMarked;
