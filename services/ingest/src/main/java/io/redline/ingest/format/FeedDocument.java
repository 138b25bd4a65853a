package io.redline.ingest.format;

import com.rometools.rome.feed.synd.SyndContent;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import com.rometools.rome.io.XmlReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A feed as fetched: RSS or Atom, read without document type declarations, so that neither external entities nor
 * entities that multiply can get in.
 *
 * @param title title of the feed
 * @param items its items, in the feed's order; none is fine
 */
public record FeedDocument(String title, List<FeedItem> items) {

    private static final int SNIFFED_BYTES = 2_048;
    private static final int MAX_ITEMS = 2_000;
    private static final Pattern HTML = Pattern.compile("<!doctype\\s+html|<html[\\s>]", Pattern.CASE_INSENSITIVE);
    private static final Pattern FEED =
            Pattern.compile("<(?:rss|feed|[a-z]+:RDF)[\\s>]|<atom:feed[\\s>]", Pattern.CASE_INSENSITIVE);
    private static final Instant EARLIEST = Instant.parse("1800-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    /** True when the bytes look like a feed rather than anything else. */
    static boolean looksLike(byte[] bytes) {
        return FEED.matcher(start(bytes)).find();
    }

    /** True when the bytes look like a web page. */
    static boolean isPage(byte[] bytes) {
        return !looksLike(bytes) && HTML.matcher(start(bytes)).find();
    }

    /** True when the bytes say that they are XML. */
    static boolean isXml(byte[] bytes) {
        return start(bytes).stripLeading().startsWith("<?xml");
    }

    /**
     * Reads a feed.
     *
     * @param bytes the document, already bounded in size
     * @param contentType as its server gave it, which may name the encoding; null when there was none
     * @throws UnreadableInputException when it is not a feed, saying what it looks like
     */
    public static FeedDocument read(byte[] bytes, @Nullable String contentType) throws UnreadableInputException {
        if (isPage(bytes)) {
            throw new UnreadableInputException(
                    "this is a web page, not a feed: look for the address of its RSS or Atom feed");
        }
        if (bytes.length == 0) {
            throw new UnreadableInputException("the document is empty, not even a feed without items");
        }
        try {
            SyndFeed feed = new SyndFeedInput().build(new StringReader(text(bytes, contentType)));
            String title = CleanText.line(MarkupText.of(orEmpty(feed.getTitle())));
            List<FeedItem> items = feed.getEntries().stream()
                    .limit(MAX_ITEMS)
                    .map(entry -> item(entry, title, feed.getLanguage()))
                    .toList();
            return new FeedDocument(title, items);
        } catch (FeedException | IOException | IllegalArgumentException broken) {
            throw new UnreadableInputException("this is not a readable RSS or Atom feed: "
                    + String.valueOf(broken.getMessage()).lines().findFirst().orElse("no reason given"));
        }
    }

    /** The document's characters, without those that XML forbids and some feeds hold all the same. */
    private static String text(byte[] bytes, @Nullable String contentType) throws IOException {
        try (XmlReader reader = contentType == null
                ? new XmlReader(new ByteArrayInputStream(bytes), true)
                : new XmlReader(new ByteArrayInputStream(bytes), contentType, true)) {
            StringBuilder text = new StringBuilder(bytes.length);
            char[] buffer = new char[8_192];
            for (int read = reader.read(buffer); read >= 0; read = reader.read(buffer)) {
                text.append(buffer, 0, read);
            }
            return CleanText.block(text.toString());
        }
    }

    private static FeedItem item(SyndEntry entry, String feedTitle, @Nullable String language) {
        return new FeedItem(
                blankToNull(entry.getUri()),
                ArticleRules.webLink(entry.getLink()),
                CleanText.line(MarkupText.of(orEmpty(entry.getTitle()))),
                body(entry),
                blankToNull(byline(entry)),
                instant(entry.getPublishedDate()),
                instant(entry.getUpdatedDate()),
                feedTitle,
                blankToNull(language));
    }

    private static String body(SyndEntry entry) {
        String content = entry.getContents().stream()
                .map(SyndContent::getValue)
                .map(FeedDocument::orEmpty)
                .map(MarkupText::of)
                .filter(text -> !text.isBlank())
                .collect(Collectors.joining("\n\n"));
        SyndContent description = entry.getDescription();
        boolean useDescription = content.isEmpty() && description != null;
        return useDescription ? MarkupText.of(orEmpty(description.getValue())) : content;
    }

    private static String byline(SyndEntry entry) {
        List<String> names = new ArrayList<>();
        entry.getAuthors().forEach(author -> names.add(orEmpty(author.getName())));
        String joined = names.stream().filter(name -> !name.isBlank()).collect(Collectors.joining(", "));
        return CleanText.line(MarkupText.of(joined.isEmpty() ? orEmpty(entry.getAuthor()) : joined));
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        if (date == null) {
            return null;
        }
        Instant instant = date.toInstant();
        return instant.isBefore(EARLIEST) || !instant.isBefore(LATEST) ? null : instant;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : CleanText.line(text);
    }

    private static String start(byte[] bytes) {
        return new String(bytes, 0, Math.min(bytes.length, SNIFFED_BYTES), StandardCharsets.ISO_8859_1)
                .replace("\0", "");
    }
}
