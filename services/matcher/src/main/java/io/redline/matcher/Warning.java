package io.redline.matcher;

/**
 * Something in a query that is allowed and looks like a mistake.
 *
 * @param message what it is and what to do
 * @param column where it begins in the query, from 1
 */
public record Warning(String message, int column) {}
