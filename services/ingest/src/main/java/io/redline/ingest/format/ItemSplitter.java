package io.redline.ingest.format;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into items, lines of JSON Lines or elements of a JSON array, without reading JSON: a broken item is cut
 * off like any other, and one that is too long is skipped without being held in memory.
 */
public abstract sealed class ItemSplitter {

    /** Whether the item ended where it should. */
    public enum End {
        /** The item is whole. */
        WHOLE,
        /** The item was longer than the limit; its bytes were skipped. */
        TOO_LONG,
        /** The input ended in the middle of the item. */
        CUT_OFF
    }

    /**
     * One item.
     *
     * @param index place from 0; for lines the line number less one, blank lines counted
     * @param bytes the item; empty when it was too long
     * @param end how it ended
     */
    public record Item(int index, byte[] bytes, End end) {}

    private final InputStream in;
    private final int maxItemBytes;
    private ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    private boolean tooLong;
    private boolean blank = true;

    private ItemSplitter(InputStream in, int maxItemBytes) {
        this.in = in instanceof BufferedInputStream ? in : new BufferedInputStream(in);
        this.maxItemBytes = maxItemBytes;
    }

    /** Items of JSON Lines: one a line, blank lines passed over. */
    public static ItemSplitter lines(InputStream in, int maxItemBytes) {
        return new Lines(in, maxItemBytes);
    }

    /** Elements of a JSON array; the stream stands just behind the opening bracket. */
    public static ItemSplitter elements(InputStream in, int maxItemBytes) {
        return new Elements(in, maxItemBytes);
    }

    /**
     * The next item, or null at the end.
     *
     * @throws IOException when the stream fails
     */
    public abstract @Nullable Item next() throws IOException;

    /** The next byte, -1 at the end. */
    int read() throws IOException {
        return in.read();
    }

    void keep(int read) {
        blank &= isSpace(read);
        if (buffer.size() == maxItemBytes) {
            tooLong = true;
            buffer.reset();
        }
        if (!tooLong) {
            buffer.write(read);
        }
    }

    boolean isBlank() {
        return blank;
    }

    Item take(int index, End end) {
        Item item = tooLong ? new Item(index, new byte[0], End.TOO_LONG) : new Item(index, buffer.toByteArray(), end);
        clear();
        return item;
    }

    void clear() {
        // A new buffer, lest one long item keep its megabytes for the rest of the stream.
        buffer = new ByteArrayOutputStream();
        tooLong = false;
        blank = true;
    }

    private static boolean isSpace(int read) {
        return read == ' ' || read == '\t' || read == '\r' || read == '\n';
    }

    private static final class Lines extends ItemSplitter {

        private int line;

        Lines(InputStream in, int maxItemBytes) {
            super(in, maxItemBytes);
        }

        @Override
        public @Nullable Item next() throws IOException {
            while (true) {
                int read = read();
                if (read != '\n' && read != -1) {
                    keep(read);
                    continue;
                }
                if (!isBlank()) {
                    return take(line++, End.WHOLE);
                }
                clear();
                line++;
                if (read == -1) {
                    return null;
                }
            }
        }
    }

    private static final class Elements extends ItemSplitter {

        private int element;
        private boolean ended;

        Elements(InputStream in, int maxItemBytes) {
            super(in, maxItemBytes);
        }

        @Override
        public @Nullable Item next() throws IOException {
            int depth = 0;
            boolean quoted = false;
            boolean escaped = false;
            while (!ended) {
                int read = read();
                if (read == -1) {
                    ended = true;
                    return take(element++, End.CUT_OFF);
                }
                if (quoted) {
                    quoted = escaped || read != '"';
                    escaped = !escaped && read == '\\';
                } else if (read == '"') {
                    quoted = true;
                } else if (read == '{' || read == '[') {
                    depth++;
                } else if (depth > 0 && (read == '}' || read == ']')) {
                    depth--;
                } else if (depth == 0 && read == ',') {
                    return take(element++, End.WHOLE);
                } else if (depth == 0 && read == ']') {
                    ended = true;
                    return element == 0 && isBlank() ? null : take(element++, End.WHOLE);
                }
                keep(read);
            }
            return null;
        }
    }
}
