package io.redline.detector.story;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the index remembers of one article: the value to store under the article's id, from which an index is restored.
 *
 * <p>As bytes (format 2): {@code u1} format · {@code utf} article id · {@code i4} version · {@code utf} story id ·
 * {@code utf} source group · {@code utf} duplicate-of, empty for none · {@code i8} sequence · {@code i8} published at,
 * milliseconds · {@code u1} {@link Standing} · {@code u1} count, then that many
 * {@code utf} other ids · the rest: the {@link StorySignature}.
 *
 * @param articleId the article
 * @param version newest version seen, the one the signature is of
 * @param signature of that version
 * @param storyId the story it belongs to, for good
 * @param sourceGroup id of the article that first came from the same independent source
 * @param duplicateOf id of the article it copies; null when it copies none
 * @param sequence place in the order of arrival, growing
 * @param publishedAt when its first version seen was published
 * @param standing whether it counts, as its source has it
 * @param otherIds ids under which its source sent it since
 */
public record StoryEntry(
        String articleId,
        int version,
        StorySignature signature,
        String storyId,
        String sourceGroup,
        @Nullable String duplicateOf,
        long sequence,
        Instant publishedAt,
        Standing standing,
        List<String> otherIds) {

    /** Other ids of one article that are remembered, the newest. */
    static final int MOST_OTHER_IDS = 8;

    private static final int FORMAT = 2;
    private static final Standing[] STANDINGS = Standing.values();

    /** What its source says of an article. In this order on disk. */
    public enum Standing {
        /** It counts. */
        USABLE,
        /** It counts for nothing and attracts no others: its source took it back. */
        CANCELED,
        /** It counts for nothing until it is usable again; articles on the same event still join it. */
        WITHHELD
    }

    StoryEntry withVersion(int newVersion, StorySignature newSignature) {
        return with(newVersion, newSignature, sourceGroup, Standing.USABLE, otherIds);
    }

    StoryEntry setAside(int newVersion, Standing aside) {
        return with(newVersion, signature, sourceGroup, aside, otherIds);
    }

    StoryEntry inGroup(String group) {
        return with(version, signature, group, standing, otherIds);
    }

    StoryEntry alsoKnownAs(String otherId) {
        List<String> ids = new ArrayList<>(otherIds);
        ids.add(otherId);
        int from = Math.max(0, ids.size() - MOST_OTHER_IDS);
        return with(version, signature, sourceGroup, standing, List.copyOf(ids.subList(from, ids.size())));
    }

    private StoryEntry with(
            int newVersion, StorySignature newSignature, String group, Standing newStanding, List<String> ids) {
        return new StoryEntry(
                articleId,
                newVersion,
                newSignature,
                storyId,
                group,
                duplicateOf,
                sequence,
                publishedAt,
                newStanding,
                ids);
    }

    boolean counts() {
        return standing == Standing.USABLE;
    }

    boolean attracts() {
        return standing != Standing.CANCELED;
    }

    /** The entry in the format of the class comment. */
    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1280);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeUTF(articleId);
            out.writeInt(version);
            out.writeUTF(storyId);
            out.writeUTF(sourceGroup);
            out.writeUTF(duplicateOf == null ? "" : duplicateOf);
            out.writeLong(sequence);
            out.writeLong(publishedAt.toEpochMilli());
            out.writeByte(standing.ordinal());
            out.writeByte(otherIds.size());
            for (String id : otherIds) {
                out.writeUTF(id);
            }
            out.write(signature.toBytes());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @throws IllegalArgumentException when the bytes are not an entry, or one of a later format
     */
    public static StoryEntry fromBytes(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int format = in.readUnsignedByte();
            if (format < 1 || format > FORMAT) {
                throw new IllegalArgumentException("story entry of format " + format + "; this release reads 1 and 2");
            }
            String articleId = in.readUTF();
            int version = in.readInt();
            String storyId = in.readUTF();
            String sourceGroup = in.readUTF();
            String duplicateOf = in.readUTF();
            long sequence = in.readLong();
            Instant publishedAt = Instant.ofEpochMilli(in.readLong());
            Standing standing = STANDINGS[in.readUnsignedByte()];
            String[] otherIds = new String[format == 1 ? 0 : in.readUnsignedByte()];
            for (int at = 0; at < otherIds.length; at++) {
                otherIds[at] = in.readUTF();
            }
            StorySignature signature = StorySignature.fromBytes(in.readAllBytes());
            return new StoryEntry(
                    articleId,
                    version,
                    signature,
                    storyId,
                    sourceGroup,
                    duplicateOf.isEmpty() ? null : duplicateOf,
                    sequence,
                    publishedAt,
                    standing,
                    List.of(otherIds));
        } catch (IOException cut) {
            throw new IllegalArgumentException("not a whole story entry: " + bytes.length + " bytes", cut);
        }
    }
}
