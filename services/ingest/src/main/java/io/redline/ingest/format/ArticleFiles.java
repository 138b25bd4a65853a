package io.redline.ingest.format;

import io.redline.runtime.WrongJsonException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a whole input of unknown form, told apart by how it starts: a JSON object or array, JSON Lines, RSS or Atom, or
 * plain text. An input of JSON Lines or an array is streamed and may be of any length.
 */
public final class ArticleFiles {

    private static final int SNIFFED_BYTES = 64 * 1024;
    private static final int MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final ArticleRules rules;
    private final JsonArticles jsonArticles;
    private final PlainText plainText;
    private final InstantSource clock;

    /** Reads under these rules; the clock tells when an article is received. */
    public ArticleFiles(ArticleRules rules, InstantSource clock) {
        this.rules = rules;
        this.jsonArticles = new JsonArticles(rules);
        this.plainText = new PlainText(rules);
        this.clock = clock;
    }

    /**
     * Reads all articles of an input, in its order.
     *
     * @param name name of the file or address; the endings jsonl, ndjson, json and txt settle the form
     * @param readings is told what became of each item
     * @throws UnreadableInputException when the input as a whole is in no form known here
     * @throws IOException when the stream fails
     */
    public void read(InputStream input, String name, Consumer<Reading> readings)
            throws IOException, UnreadableInputException {
        BufferedInputStream in = new BufferedInputStream(input, SNIFFED_BYTES);
        skipByteOrderMark(in);
        byte[] start = peek(in);
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        int first = firstVisible(start);
        boolean json = !ending.equals("txt") && (first == '{' || ending.equals("json"));
        if (ending.equals("jsonl") || ending.equals("ndjson") || (first == '{' && json && holdsLines(start))) {
            readAll(ItemSplitter.lines(in, rules.maxItemBytes()), readings);
        } else if (first == '[' && !ending.equals("txt") && beginsArray(start)) {
            skipPastBracket(in);
            readAll(ItemSplitter.elements(in, rules.maxItemBytes()), readings);
        } else if (FeedDocument.looksLike(start)) {
            readFeed(document(in), readings);
        } else if (FeedDocument.isPage(start)) {
            throw new UnreadableInputException(
                    "this is a web page, not an article: give the address of its RSS or Atom feed, or the text of the article");
        } else if (FeedDocument.isXml(start)) {
            throw new UnreadableInputException(
                    "this is XML, but neither RSS nor Atom: give a feed, or the article as JSON, ninjs or plain text");
        } else if (json) {
            readings.accept(jsonArticles.read(0, limited(in), clock.instant()));
        } else {
            readings.accept(plainText.read(0, limited(in), clock.instant()));
        }
    }

    private void readAll(ItemSplitter items, Consumer<Reading> readings) throws IOException {
        for (ItemSplitter.@Nullable Item item = items.next(); item != null; item = items.next()) {
            readings.accept(jsonArticles.read(item, clock.instant()));
        }
    }

    private void readFeed(byte[] document, Consumer<Reading> readings) throws UnreadableInputException {
        int index = 0;
        for (FeedItem item : FeedDocument.read(document, null).items()) {
            try {
                readings.accept(
                        new Reading.Accepted(index, item.toArticle(item.articleId(true), 1, clock.instant(), rules)));
            } catch (WrongJsonException wrong) {
                readings.accept(new Reading.Refused(index, String.valueOf(wrong.getMessage())));
            }
            index++;
        }
    }

    private static byte[] document(InputStream in) throws IOException, UnreadableInputException {
        byte[] bytes = in.readNBytes(MAX_DOCUMENT_BYTES + 1);
        if (bytes.length > MAX_DOCUMENT_BYTES) {
            throw new UnreadableInputException("the feed is longer than %,d bytes".formatted(MAX_DOCUMENT_BYTES));
        }
        return bytes;
    }

    /** One byte more than an item may have, so that the reader can tell that it was too long. */
    private byte[] limited(InputStream in) throws IOException {
        return in.readNBytes(rules.maxItemBytes() + 1);
    }

    /**
     * True for several objects that each start a line, as they do not in one object laid out over many lines; so a broken
     * line among them is still a line.
     */
    private static boolean holdsLines(byte[] start) {
        String text = ascii(start).stripLeading();
        int end = text.indexOf('\n');
        if (end < 0) {
            return start.length == SNIFFED_BYTES;
        }
        boolean firstIsWhole = text.substring(0, end).stripTrailing().endsWith("}");
        return text.indexOf("\n{") > 0 || (firstIsWhole && !text.substring(end).isBlank());
    }

    private static boolean beginsArray(byte[] start) {
        String inside = ascii(start).strip().substring(1).stripLeading();
        return inside.isEmpty() || inside.startsWith("{") || inside.startsWith("]");
    }

    /** Enough of a text to see its brackets by, whatever its encoding does to the words. */
    private static String ascii(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static int firstVisible(byte[] start) {
        for (byte read : start) {
            if (!Character.isWhitespace(read)) {
                return read;
            }
        }
        return -1;
    }

    private static byte[] peek(BufferedInputStream in) throws IOException {
        in.mark(SNIFFED_BYTES);
        byte[] start = in.readNBytes(SNIFFED_BYTES);
        in.reset();
        return start;
    }

    private static void skipByteOrderMark(BufferedInputStream in) throws IOException {
        in.mark(BYTE_ORDER_MARK.length);
        if (!Arrays.equals(in.readNBytes(BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
            in.reset();
        }
    }

    private static void skipPastBracket(InputStream in) throws IOException {
        int read = in.read();
        while (read != '[') {
            read = in.read();
        }
    }
}
