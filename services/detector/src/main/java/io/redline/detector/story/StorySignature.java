package io.redline.detector.story;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the grouping of stories needs to know of one version of an article, computed from that article alone.
 *
 * <p>As bytes (format 2, big-endian, {@code u1}/{@code i4} a byte and an int, {@code utf} as of {@link
 * DataOutputStream#writeUTF}): {@code u1} format · {@code utf} language · {@code utf} outlet · {@code utf} origin ·
 * {@code u1} count, then that many {@code utf} mentioned outlets · {@code u1} count, then that many terms as {@code i4}
 * holding the term's number in the upper 20 bits and its weight in the lowest 8, ascending · {@code u1} count, then that
 * many {@code i4} of the wording sketch, ascending · {@code i4} running title · {@code i4} link. At most about 900 bytes.
 */
public final class StorySignature {

    /** Terms kept of one article, the heaviest. */
    static final int MAX_TERMS = 96;

    /** Distinct term numbers: a word's hash is cut to this many bits. */
    static final int TERM_BITS = 20;

    private static final int TERM_SHIFT = Integer.SIZE - TERM_BITS;
    private static final int FORMAT = 2;

    /** What is added to an address to count visits, and the place within the page. */
    private static final Pattern VOLATILE = Pattern.compile("(?<=[?&])utm_[^&#]*&?|#.*$");

    private static final Pattern TRAILING = Pattern.compile("[?&/]+$");

    private final String language;
    private final String outlet;
    private final String origin;
    private final List<String> mentions;
    private final int[] terms;
    private final int[] sketch;
    private final int title;
    private final int link;

    /**
     * @param language primary language subtag such as {@code en}; empty when unknown
     * @param outlet who published the article, folded; empty when unknown
     * @param origin whose work the article is by its credit lines: a wire, or the outlet itself; empty when unknown
     * @param mentions wires named in the text, folded
     * @param terms packed terms, ascending; see the class comment
     * @param sketch a {@link WordingSketch} of the body
     * @param title hash of what the headlines of a running story's parts have in common; 0 where that says too little
     * @param link hash of the address it can be read at; 0 for none
     */
    StorySignature(
            String language,
            String outlet,
            String origin,
            List<String> mentions,
            int[] terms,
            int[] sketch,
            int title,
            int link) {
        this.language = language;
        this.outlet = outlet;
        this.origin = origin;
        this.mentions = List.copyOf(mentions);
        this.terms = terms;
        this.sketch = sketch;
        this.title = title;
        this.link = link;
    }

    String language() {
        return language;
    }

    String outlet() {
        return outlet;
    }

    /** Whose work this is: the wire it is credited to, otherwise its outlet; empty when unknown. */
    public String origin() {
        return origin;
    }

    List<String> mentions() {
        return mentions;
    }

    int termCount() {
        return terms.length;
    }

    /** The number of the term at this place, below {@code 1 << TERM_BITS}; ascending with the place. */
    int term(int at) {
        return terms[at] >>> TERM_SHIFT;
    }

    /** How much the article speaks of the term at this place, 1 to 255. */
    int weight(int at) {
        return terms[at] & 0xff;
    }

    int[] sketch() {
        return sketch;
    }

    /** The same, of an article that can be read at this address; null for none. */
    public StorySignature at(@Nullable String url) {
        String lasting = url == null ? "" : VOLATILE.matcher(url).replaceAll("");
        int hash = lasting.isBlank() ? 0 : TermHash.of(TRAILING.matcher(lasting).replaceFirst(""));
        return new StorySignature(language, outlet, origin, mentions, terms, sketch, title, hash);
    }

    /** Whether both are of one outlet, as far as that is known. */
    boolean sharesOutlet(StorySignature other) {
        return !outlet.isEmpty() && outlet.equals(other.outlet);
    }

    /** Whether both are headed as parts of one running story. */
    boolean sharesTitle(StorySignature other) {
        return title != 0 && title == other.title;
    }

    /** Whether both can be read at one address. */
    boolean sharesLink(StorySignature other) {
        return link != 0 && link == other.link;
    }

    static int termNumber(String term) {
        return TermHash.of(term) >>> TERM_SHIFT;
    }

    static int packed(int term, int weight) {
        return term << TERM_SHIFT | Math.min(weight, 0xff);
    }

    /** Whether two articles may be of one story as far as their languages tell. */
    boolean sharesLanguage(StorySignature other) {
        return language.isEmpty() || other.language.isEmpty() || language.equals(other.language);
    }

    /** The signature in the format of the class comment. */
    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeUTF(language);
            out.writeUTF(outlet);
            out.writeUTF(origin);
            out.writeByte(mentions.size());
            for (String mention : mentions) {
                out.writeUTF(mention);
            }
            writeInts(out, terms);
            writeInts(out, sketch);
            out.writeInt(title);
            out.writeInt(link);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @throws IllegalArgumentException when the bytes are not a signature, or one of a later format
     */
    public static StorySignature fromBytes(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int format = in.readUnsignedByte();
            if (format < 1 || format > FORMAT) {
                throw new IllegalArgumentException(
                        "story signature of format " + format + "; this release reads 1 and 2");
            }
            String language = in.readUTF().intern();
            String outlet = in.readUTF().intern();
            String origin = in.readUTF().intern();
            String[] mentions = new String[in.readUnsignedByte()];
            for (int at = 0; at < mentions.length; at++) {
                mentions[at] = in.readUTF().intern();
            }
            int[] terms = readInts(in);
            int[] sketch = readInts(in);
            boolean first = format == 1;
            int title = first ? 0 : in.readInt();
            int link = first ? 0 : in.readInt();
            return new StorySignature(language, outlet, origin, List.of(mentions), terms, sketch, title, link);
        } catch (IOException cut) {
            throw new IllegalArgumentException("not a whole story signature: " + bytes.length + " bytes", cut);
        }
    }

    private static void writeInts(DataOutputStream out, int[] values) throws IOException {
        out.writeByte(values.length);
        for (int value : values) {
            out.writeInt(value);
        }
    }

    private static int[] readInts(DataInputStream in) throws IOException {
        int[] values = new int[in.readUnsignedByte()];
        for (int at = 0; at < values.length; at++) {
            values[at] = in.readInt();
        }
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StorySignature that
                && language.equals(that.language)
                && outlet.equals(that.outlet)
                && origin.equals(that.origin)
                && mentions.equals(that.mentions)
                && Arrays.equals(terms, that.terms)
                && Arrays.equals(sketch, that.sketch)
                && title == that.title
                && link == that.link;
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                language, outlet, origin, mentions, Arrays.hashCode(terms), Arrays.hashCode(sketch), title, link);
    }

    @Override
    public String toString() {
        return "StorySignature[" + terms.length + " terms, origin " + (origin.isEmpty() ? "unknown" : origin) + "]";
    }
}
