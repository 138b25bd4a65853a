package io.redline.detector.story;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the index remembers of one article: the value to store under the article's id, from which an index is restored.
 *
 * <p>As bytes (format 1): {@code u1} format · {@code utf} article id · {@code i4} version · {@code utf} story id ·
 * {@code utf} source group · {@code utf} duplicate-of, empty for none · {@code i8} sequence · {@code i8} published at,
 * milliseconds · {@code u1} 1 when canceled · the rest: the {@link StorySignature}.
 *
 * @param articleId the article
 * @param version newest version seen, the one the signature is of
 * @param signature of that version
 * @param storyId the story it belongs to, for good
 * @param sourceGroup id of the article that first came from the same independent source
 * @param duplicateOf id of the article it copies; null when it copies none
 * @param sequence place in the order of arrival, growing
 * @param publishedAt when its first version seen was published
 * @param canceled whether its source took it back; it then counts for nothing
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
        boolean canceled) {

    private static final int FORMAT = 1;

    StoryEntry withVersion(int newVersion, StorySignature newSignature) {
        return new StoryEntry(
                articleId, newVersion, newSignature, storyId, sourceGroup, duplicateOf, sequence, publishedAt, false);
    }

    StoryEntry asCanceled(int newVersion) {
        return new StoryEntry(
                articleId, newVersion, signature, storyId, sourceGroup, duplicateOf, sequence, publishedAt, true);
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
            out.writeBoolean(canceled);
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
            if (format != FORMAT) {
                throw new IllegalArgumentException("story entry of format " + format + "; this release reads 1");
            }
            String articleId = in.readUTF();
            int version = in.readInt();
            String storyId = in.readUTF();
            String sourceGroup = in.readUTF();
            String duplicateOf = in.readUTF();
            long sequence = in.readLong();
            Instant publishedAt = Instant.ofEpochMilli(in.readLong());
            boolean canceled = in.readBoolean();
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
                    canceled);
        } catch (IOException cut) {
            throw new IllegalArgumentException("not a whole story entry: " + bytes.length + " bytes", cut);
        }
    }
}
