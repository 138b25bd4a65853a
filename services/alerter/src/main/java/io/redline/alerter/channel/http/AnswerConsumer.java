package io.redline.alerter.channel.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
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

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}]+");

    private final ByteBuffer excerpt = ByteBuffer.allocate(HttpAnswer.EXCERPT_BYTES);
    private int read;
    private volatile @Nullable HttpResponse head;

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
        synchronized (excerpt) {
            while (excerpt.hasRemaining() && source.hasRemaining()) {
                excerpt.put(source.get());
            }
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
        String text;
        synchronized (excerpt) {
            text = new String(excerpt.array(), 0, excerpt.position(), StandardCharsets.UTF_8);
        }
        return new HttpAnswer(
                response.getCode(),
                Optional.ofNullable(retryAfter).map(Header::getValue),
                UNPRINTABLE.matcher(text).replaceAll(" ").strip());
    }
}
