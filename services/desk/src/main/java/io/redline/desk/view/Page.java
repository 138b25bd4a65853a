package io.redline.desk.view;

import java.util.List;
import java.util.Optional;

/**
 * Part of a list.
 *
 * @param items JSON objects
 * @param next where the list goes on; empty at its end
 */
public record Page(List<String> items, Optional<Cursor> next) {}
