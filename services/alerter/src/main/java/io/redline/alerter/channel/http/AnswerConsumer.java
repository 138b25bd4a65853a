package io.redline.alerter.channel.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hc.client5.http.async.methods.AbstractBinResponseConsumer;
import org.apache.hc.core5.http.ContentTooLongException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** Reads an answer: its head, the start of its body, and no more of the rest than a decent receiver would send. */
final class AnswerConsumer extends AbstractBinResponseConsumer<HttpAnswer> {

    /** Bytes read before the connection is dropped; reading to the end lets it be used again. */
    private static final int MOST_BYTES = 64 * 1024;

    private final ByteArrayOutputStream start = new ByteArrayOutputStream();
    private final int kept;
    private int read;
    private volatile @Nullable HttpResponse head;

    /**
     * A consumer of one answer.
     *
     * @param kept how many bytes of the body to keep
     */
    AnswerConsumer(int kept) {
        this.kept = kept;
    }

    /** The answer so far; empty until its head has come. */
    Optional<HttpAnswer> soFar() {
        return Optional.ofNullable(head).map(this::answer);
    }

    @Override
    protected void start(HttpResponse response, @Nullable ContentType contentType) {
        head = response;
    }

    @Override
    protected int capacityIncrement() {
        return MOST_BYTES;
    }

    @Override
    protected void data(ByteBuffer source, boolean endOfStream) throws ContentTooLongException {
        read += source.remaining();
        synchronized (start) {
            byte[] next = new byte[Math.min(source.remaining(), kept - start.size())];
            source.get(next);
            start.writeBytes(next);
        }
        if (read > MOST_BYTES) {
            throw new ContentTooLongException("the answer is longer than " + MOST_BYTES + " bytes");
        }
    }

    @Override
    protected HttpAnswer buildResult() {
        return soFar().orElseThrow();
    }

    @Override
    public void releaseResources() {}

    private HttpAnswer answer(HttpResponse response) {
        Header retryAfter = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
        String body;
        synchronized (start) {
            body = start.toString(StandardCharsets.UTF_8);
        }
        return new HttpAnswer(
                response.getCode(), Optional.ofNullable(retryAfter).map(Header::getValue), body);
    }
}
