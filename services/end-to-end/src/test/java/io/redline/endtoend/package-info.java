/**
 * Redline as a whole, on real parts: broker, registry, all services, an SMTP server and HTTP receivers.
 *
 * <p>A scenario is data: {@code scenarios/*.yml} holds watches, steps (articles, a restart, a dead receiver, the end of an
 * embargo, a replay) and what each receiver has to be told, and nothing else; {@link io.redline.endtoend.ScenarioIT} runs
 * each. What must hold whatever happens is written once, as
 * {@link io.redline.endtoend.Guarantee}s, and checked by the tests that kill things.
 */
@NullMarked
package io.redline.endtoend;

import org.jspecify.annotations.NullMarked;
