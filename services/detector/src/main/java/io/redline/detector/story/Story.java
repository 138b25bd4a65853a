package io.redline.detector.story;

import java.util.List;

/**
 * A story in the window.
 *
 * @param id derived from its first article's id
 * @param articles ids of its articles by time of publication: the first report first, the latest last; canceled ones not
 * @param sources ids of the articles that first brought each independent source
 */
public record Story(String id, List<String> articles, List<String> sources) {}
