package io.redline.detector.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the words that agencies put into a headline to say which version or part of a story it heads, rather than what has
 * happened: {@code CORRECTED:}, {@code REFILE-}, {@code UPDATE 2-}, {@code 1st take}.
 */
public final class SlugRule {

    private static final String PART = "\\d+(?:st|nd|rd|th) (?:take|lead|update|writethr(?:u|ough))"
            + "|(?:take|lead|update|writethr(?:u|ough)) ?\\d+";

    private static final Pattern IN_FRONT = Pattern.compile(
            "^\\W*(?:(?:" + PART + "|(?:correct(?:ed|ion|s)?|refil(?:e|ed|ing)|repeat(?:s|ing)?|rpt|resend(?:ing)?"
                    + "|updated?|wrapup|adds?)(?:[ -]?\\d+)?)\\W*[:\u2013\u2014-]\\s*)+",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /** The name of a running story, then which part of it this is. */
    private static final Pattern TAKE = Pattern.compile(
            "^(.{3,80}?)[\\s,;:(\\[/\u2013\u2014-]+(?:" + PART + ")\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);

    private SlugRule() {}

    /** A headline without the slug in front of it. */
    public static String withoutSlug(String headline) {
        return IN_FRONT.matcher(headline).replaceFirst("");
    }

    /** What the parts of a running story have in common: the name in front of the take, otherwise the headline itself. */
    public static String runningTitle(String headline) {
        String bare = withoutSlug(headline);
        Matcher take = TAKE.matcher(bare);
        return take.matches() ? take.group(1) : bare;
    }
}
