package io.redline.ingest.format;

import io.redline.runtime.Ids;
import io.redline.runtime.WrongJsonException;
import io.redline.schemas.Article;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One item of a feed, its texts free of markup.
 *
 * @param guid the feed's own identifier of the item, null when it gives none
 * @param link where to read it, null when the feed gives no web address
 * @param headline title, empty when there is none
 * @param body content, or the description where there is no content
 * @param byline author
 * @param publishedAt when it was published, as far as the feed says so
 * @param updatedAt when it was last changed, as far as the feed says so
 * @param source title of the feed
 * @param language language of the feed, null when it does not say
 */
public record FeedItem(
        @Nullable String guid,
        @Nullable String link,
        String headline,
        String body,
        @Nullable String byline,
        @Nullable Instant publishedAt,
        @Nullable Instant updatedAt,
        String source,
        @Nullable String language) {

    private static final Pattern TRACKING =
            Pattern.compile("(?:utm_\\w+|at_(?:medium|campaign)|xtor|cmpid)=.*", Pattern.CASE_INSENSITIVE);

    /** A source's clock may be a little fast; what is further ahead is a typing error. */
    private static final Duration TOLERATED_LEAD = Duration.ofHours(1);

    /**
     * The link without what changes between two mentions of one page: scheme, case of the host, fragment, tracking
     * parameters, final slash. Null without a link.
     */
    public @Nullable String page() {
        if (link == null) {
            return null;
        }
        try {
            URI uri = URI.create(link);
            String path = uri.getRawPath() == null ? "" : uri.getRawPath();
            String query = query(uri.getRawQuery());
            return String.valueOf(uri.getRawAuthority()).toLowerCase(Locale.ROOT)
                    + (path.endsWith("/") ? path.substring(0, path.length() - 1) : path)
                    + (query.isEmpty() ? "" : "?" + query);
        } catch (IllegalArgumentException asWritten) {
            return link;
        }
    }

    /**
     * The identifier this item gets when nothing is known of it yet: derived from its page, else its GUID, else its
     * headline and date (or body), so that every feed and every machine gives it the same.
     *
     * @param pageIsItsOwn false when other items share its page, which then names none of them
     */
    public String articleId(boolean pageIsItsOwn) {
        String page = page();
        if (page != null && pageIsItsOwn) {
            return Ids.of("feed", "page", page);
        }
        if (guid != null) {
            return Ids.of("feed", "guid", isGlobal(guid) ? "" : source, guid);
        }
        return Ids.of("feed", "headline", source, headline, publishedAt == null ? body : publishedAt);
    }

    /** True for an address or URN; a bare number is unique in its feed at best. */
    public static boolean isGlobal(String guid) {
        return guid.contains(":");
    }

    /**
     * The item as a version of an article.
     *
     * @param id identifier of the article
     * @param version its version
     * @throws WrongJsonException when it cannot be an article, such as one without any text
     */
    public Article toArticle(String id, int version, Instant receivedAt, ArticleRules rules) {
        Instant said = version > 1 && updatedAt != null ? updatedAt : publishedAt;
        boolean believable = said != null && said.isBefore(receivedAt.plus(TOLERATED_LEAD));
        List<String> aliases = new ArrayList<>();
        if (guid != null) {
            aliases.add(guid);
        }
        if (link != null && !link.equals(guid)) {
            aliases.add(link);
        }
        Article article = Article.newBuilder()
                .setId(id)
                .setVersion(version)
                .setSource(source)
                .setLanguage(language == null ? LanguageGuess.UNKNOWN : language)
                .setHeadline(headline)
                .setBody(body)
                .setUrl(link)
                .setByline(byline)
                .setPublishedAt(believable ? said : receivedAt)
                .setReceivedAt(receivedAt)
                .setAliases(aliases)
                .build();
        return rules.apply(article, receivedAt);
    }

    private static String query(@Nullable String query) {
        if (query == null) {
            return "";
        }
        List<String> kept = new ArrayList<>();
        for (String parameter : query.split("&")) {
            if (!parameter.isEmpty() && !TRACKING.matcher(parameter).matches()) {
                kept.add(parameter);
            }
        }
        return String.join("&", kept);
    }
}
