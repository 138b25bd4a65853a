package io.redline.ingest.format;

import io.redline.runtime.Ids;
import io.redline.runtime.WrongJsonException;
import io.redline.schemas.Article;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads an article typed or saved as text: the first line is the headline (unless it is longer than any
 * headline), a line "By …" after it the byline, and the
 * agency in a dateline ("ISTANBUL, Jan 30 (Agency) —") the source. The identifier is derived from the text, so that the
 * same text is the same article; the lines of the body stay as they are.
 */
public final class PlainText {

    private static final Pattern BYLINE = Pattern.compile(
            "(?:By|BY)\\s+(\\p{Lu}[\\p{L}.'’\\-]*(?:[\\s,]+(?:\\p{Lu}[\\p{L}.'’\\-]*|and|in|for|de|van|von|al))*)");
    private static final int LONGEST_BYLINE = 160;

    /** Capitals for the place, an optional date, then the agency in parentheses and a dash. */
    private static final Pattern DATELINE = Pattern.compile(
            "\\p{Lu}[\\p{Lu}\\s.'’\\-/]{1,40}(?:,[^()\\n]{1,40})?\\s\\((\\p{L}[\\p{L}\\s.&\\-]{1,39})\\)\\s*[-–—]{1,2}\\s.*",
            Pattern.DOTALL);

    private final ArticleRules rules;

    /** A reader under these rules. */
    public PlainText(ArticleRules rules) {
        this.rules = rules;
    }

    /** Reads one article; the text's bytes have to be UTF-8. */
    public Reading read(int index, byte[] utf8, Instant receivedAt) {
        if (utf8.length > rules.maxItemBytes()) {
            return new Reading.Refused(index, "the text " + rules.tooLong());
        }
        try {
            return new Reading.Accepted(
                    index, rules.apply(article(CleanText.block(CleanText.utf8(utf8)), receivedAt), receivedAt));
        } catch (WrongJsonException wrong) {
            return new Reading.Refused(index, String.valueOf(wrong.getMessage()));
        } catch (IllegalArgumentException notUtf8) {
            return new Reading.Refused(index, "the text " + notUtf8.getMessage());
        }
    }

    private static Article article(String text, Instant receivedAt) {
        boolean oneLongText = firstLine(text).length() > ArticleRules.MAX_LINE;
        String headline = oneLongText ? "" : firstLine(text);
        String body = oneLongText ? text : rest(text);
        Article article = Article.newBuilder()
                .setId(Ids.of("text", text))
                .setPublishedAt(receivedAt)
                .setReceivedAt(receivedAt)
                .setHeadline(headline)
                .build();
        Matcher byline = BYLINE.matcher(firstLine(body).strip());
        if (byline.matches() && byline.group().length() <= LONGEST_BYLINE) {
            article.setByline(byline.group(1));
            body = rest(body);
        }
        Matcher dateline = DATELINE.matcher(firstLine(body));
        if (dateline.matches()) {
            article.setSource(dateline.group(1));
        }
        article.setBody(body);
        return article;
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    private static String rest(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? "" : text.substring(end + 1).strip();
    }
}
