package io.redline.desk.view;

import org.jspecify.annotations.Nullable;

/**
 * A record of a topic on its way into the read model.
 *
 * @param position where it stands
 * @param key its key
 * @param value its value; null removes what the key names
 */
public record Entry<V>(
        Position position, String key, @Nullable V value) {}
