package io.redline.ingest.format;

import io.redline.schemas.Article;

/** What became of one item of an input. */
public sealed interface Reading {

    /** Place of the item in its input, from 0; in a file of lines, the line number less one. */
    int index();

    /** The item is an article. */
    record Accepted(int index, Article article) implements Reading {}

    /**
     * The item is not an article.
     *
     * @param reason what is wrong, as a plain sentence that names the field
     */
    record Refused(int index, String reason) implements Reading {}
}
