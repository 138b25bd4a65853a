package io.redline.desk.stream;

import java.util.Optional;

/**
 * Which alerts a listener wants.
 *
 * @param watch id of a watch, or any
 * @param kind a kind, or any
 */
public record AlertFilter(Optional<String> watch, Optional<String> kind) {

    boolean admits(AlertEvent event) {
        return watch.map(event.watch()::equals).orElse(true)
                && kind.map(event.kind()::equals).orElse(true);
    }
}
