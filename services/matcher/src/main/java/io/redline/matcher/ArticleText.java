package io.redline.matcher;

/**
 * What of an article a query can look at. A part the article lacks is an empty string.
 *
 * @param headline the headline
 * @param body the text
 * @param source the outlet, as named in the article
 * @param language the language tag, {@code en} for example
 * @param byline who wrote it
 */
public record ArticleText(String headline, String body, String source, String language, String byline) {

    /** An article of which only headline and body are known. */
    public static ArticleText of(String headline, String body) {
        return new ArticleText(headline, body, "", "", "");
    }

    /** The text of {@code field}. */
    public String text(Field field) {
        return switch (field) {
            case HEADLINE -> headline;
            case BODY -> body;
            case SOURCE -> source;
            case LANGUAGE -> language;
            case BYLINE -> byline;
        };
    }
}
