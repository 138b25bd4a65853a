package io.redline.desk.stream;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which alerts a listener wants.
 *
 * @param watch id of a watch, or any
 * @param kind a kind, or any
 * @param visible tells of a watch's id whether the listener may see its alerts
 */
public record AlertFilter(Optional<String> watch, Optional<String> kind, Predicate<String> visible) {

    boolean admits(AlertEvent event) {
        return watch.map(event.watch()::equals).orElse(true)
                && kind.map(event.kind()::equals).orElse(true)
                && visible.test(event.watch());
    }
}
