package io.redline.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A request's body with an end to its length and its time. At the limit it simply ends, so that what came before is still
 * worth something; {@link #exceeded()} then says why.
 */
final class BoundedStream extends FilterInputStream {

    private final InstantSource clock;
    private final Instant deadline;
    private final long most;
    private long read;
    private Optional<Receipt.Fault> exceeded = Optional.empty();

    BoundedStream(InputStream in, long most, Instant deadline, InstantSource clock) {
        super(in);
        this.most = most;
        this.deadline = deadline;
        this.clock = clock;
    }

    /** What cut the body short, if anything did. */
    Optional<Receipt.Fault> exceeded() {
        return exceeded;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (exceeded.isPresent()) {
            return -1;
        }
        if (read == most && in.read() >= 0) {
            exceeded = Optional.of(new Receipt.Fault(
                    413,
                    "Body too long",
                    "A request may have %,d bytes: send the articles that are neither under \"accepted\" nor under \"rejected\" in further requests."
                            .formatted(most)));
            return -1;
        }
        int got = super.read(buffer, offset, (int) Math.min(length, Math.max(1, most - read)));
        read += Math.max(got, 0);
        if (got >= 0 && clock.instant().isAfter(deadline)) {
            exceeded = Optional.of(new Receipt.Fault(
                    408, "Body too slow", "The body took too long to arrive: send fewer articles at once."));
            return -1;
        }
        return got;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
