package io.redline.ingest.format;

import io.redline.runtime.Setting;
import io.redline.runtime.WrongJsonException;
import io.redline.schemas.Article;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What every article has to meet before it is accepted, and how it is completed. The language, where none is given, is
 * {@code en} for what plainly is English and {@code und} for the rest.
 *
 * @param maxArticleBytes most bytes of text (headline, body, byline and note in UTF-8) an article may have
 */
public record ArticleRules(int maxArticleBytes) {

    public static final Setting<Integer> MAX_ARTICLE_BYTES = Setting.number(
            "REDLINE_MAX_ARTICLE_BYTES",
            1024 * 1024,
            1024,
            1024 * 1024,
            "Most bytes of text in one article; a longer one is refused and those beside it are not.");

    /** Most characters of a headline, byline, source or address. */
    static final int MAX_LINE = 4_096;

    private static final int MAX_ID = 1_024;
    private static final int MAX_ALIASES = 8;
    private static final int LEAST_URGENT = 9;
    private static final Set<String> STATUSES = Set.of("usable", "withheld", "canceled");
    private static final int ROOM_FOR_ESCAPES = 4;

    /** Most bytes of one item as sent, with room for the other fields and for JSON's escapes. */
    public int maxItemBytes() {
        return ROOM_FOR_ESCAPES * maxArticleBytes;
    }

    /** The reason given for an item of more bytes than {@link #maxItemBytes()}. */
    String tooLong() {
        return "is longer than %,d bytes: an article may have %,d bytes of text (%s)"
                .formatted(maxItemBytes(), maxArticleBytes, MAX_ARTICLE_BYTES.name());
    }

    /**
     * Cleans, completes and checks an article; changes and returns the one given.
     *
     * @param receivedAt when it was received
     * @throws WrongJsonException naming the field at fault
     */
    public Article apply(Article article, Instant receivedAt) {
        article.setId(id(article.getId()));
        article.setSource(line("source", article.getSource()));
        article.setHeadline(line("headline", article.getHeadline()));
        article.setBody(CleanText.block(article.getBody()));
        article.setByline(optionalLine("byline", article.getByline()));
        article.setNote(article.getNote() == null ? null : blankToNull(CleanText.block(article.getNote())));
        article.setUrl(url(article.getUrl()));
        article.setReceivedAt(receivedAt);
        article.setAliases(aliases(article));
        check(
                !article.getHeadline().isEmpty() || !article.getBody().isEmpty(),
                "headline",
                "is missing, and so is \"body\": an article needs one of them");
        check(article.getVersion() >= 1, "version", "should be 1 or more");
        check(STATUSES.contains(article.getStatus()), "status", "should be usable, withheld or canceled");
        Integer urgency = article.getUrgency();
        check(
                urgency == null || (urgency >= 1 && urgency <= LEAST_URGENT),
                "urgency",
                "should be from 1 (most urgent) to 9");
        check(
                bytes(article) <= maxArticleBytes,
                "body",
                "is too long: an article may have %,d bytes of text (%s)"
                        .formatted(maxArticleBytes, MAX_ARTICLE_BYTES.name()));
        article.setLanguage(language(article));
        return article;
    }

    /** A link as far as a browser may follow it; null for anything but http and https. */
    static @Nullable String webLink(@Nullable String link) {
        if (link == null) {
            return null;
        }
        String trimmed = CleanText.line(link);
        boolean web =
                trimmed.regionMatches(true, 0, "http://", 0, 7) || trimmed.regionMatches(true, 0, "https://", 0, 8);
        return web && trimmed.length() <= MAX_LINE ? trimmed : null;
    }

    private static String id(String id) {
        check(!id.isBlank(), "id", "is empty: it should be the article's identifier at its source");
        check(id.length() <= MAX_ID, "id", "should have at most " + MAX_ID + " characters");
        check(
                CleanText.line(id).equals(id),
                "id",
                "should be free of line breaks, control characters and outer spaces");
        return id;
    }

    private static String line(String field, String text) {
        String line = CleanText.line(text);
        check(line.length() <= MAX_LINE, field, "should have at most " + MAX_LINE + " characters");
        return line;
    }

    private static @Nullable String optionalLine(String field, @Nullable String text) {
        return text == null ? null : blankToNull(line(field, text));
    }

    private static @Nullable String blankToNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static @Nullable String url(@Nullable String url) {
        if (url == null || url.isBlank()) {
            return null;
        }
        String link = webLink(url);
        check(link != null, "url", "should be an http:// or https:// address");
        return link;
    }

    private static @Nullable List<String> aliases(Article article) {
        List<String> aliases = article.getAliases();
        if (aliases == null) {
            return null;
        }
        List<String> kept = aliases.stream()
                .map(CleanText::line)
                .filter(alias -> !alias.isEmpty() && alias.length() <= MAX_ID && !alias.equals(article.getId()))
                .distinct()
                .limit(MAX_ALIASES)
                .toList();
        return kept.isEmpty() ? null : kept;
    }

    private static String language(Article article) {
        String given = article.getLanguage().strip().replace('_', '-');
        if (given.isEmpty() || given.equalsIgnoreCase(LanguageGuess.UNKNOWN)) {
            return LanguageGuess.of(article.getHeadline(), article.getBody());
        }
        try {
            return new Locale.Builder().setLanguageTag(given).build().toLanguageTag();
        } catch (IllformedLocaleException wrong) {
            throw new WrongJsonException("language", "should be a BCP 47 language tag such as en or pt-BR");
        }
    }

    private static long bytes(Article article) {
        return utf8Length(article.getHeadline())
                + utf8Length(article.getBody())
                + utf8Length(article.getByline())
                + utf8Length(article.getNote());
    }

    private static long utf8Length(@Nullable String text) {
        return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static void check(boolean met, String field, String expectation) {
        if (!met) {
            throw new WrongJsonException(field, expectation);
        }
    }
}
