package io.redline.ingest.feed;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Asks for feeds: only for what has changed, following a handful of redirects, and within limits of time and size that
 * also hold for what a compressed body unpacks to. No thread waits for a server.
 */
final class FeedClient {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofDays(1);
    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;
    private static final int GONE = 410;

    private final HttpClient http;
    private final Duration patience;
    private final int maxBytes;
    private final InstantSource clock;

    /**
     * A client.
     *
     * @param patience time from the request to the last byte of the answer
     * @param maxBytes most bytes of a feed, compressed or not
     */
    FeedClient(Duration patience, int maxBytes, InstantSource clock, Executor executor) {
        this.http = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .executor(executor)
                .build();
        this.patience = patience;
        this.maxBytes = maxBytes;
        this.clock = clock;
    }

    /** Asks for a feed; the answer never fails, a fault is a {@link FeedAnswer.Failed}. */
    CompletableFuture<FeedAnswer> fetch(URI feed, FeedAnswer.Validators validators) {
        HttpRequest.Builder request = HttpRequest.newBuilder(feed)
                .header("User-Agent", "Redline feed reader")
                .header("Accept", "application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.5")
                .header("Accept-Encoding", "gzip");
        if (validators.etag() != null) {
            request.header("If-None-Match", validators.etag());
        }
        if (validators.lastModified() != null) {
            request.header("If-Modified-Since", validators.lastModified());
        }
        CompletableFuture<HttpResponse<byte[]>> exchange =
                http.sendAsync(request.build(), answer -> new BoundedBody(maxBytes));
        return exchange.copy()
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .handle((response, fault) -> {
                    if (fault != null) {
                        exchange.cancel(true);
                        return new FeedAnswer.Failed(reason(fault), Optional.empty());
                    }
                    return read(response);
                });
    }

    private FeedAnswer read(HttpResponse<byte[]> response) {
        return switch (response.statusCode()) {
            case OK -> fresh(response);
            case NOT_MODIFIED -> new FeedAnswer.Unchanged();
            case GONE -> new FeedAnswer.Gone();
            default -> new FeedAnswer.Failed("the server answers " + response.statusCode(), retryAfter(response));
        };
    }

    private FeedAnswer fresh(HttpResponse<byte[]> response) {
        try {
            return new FeedAnswer.Fresh(
                    unpacked(response),
                    header(response, "Content-Type"),
                    new FeedAnswer.Validators(header(response, "ETag"), header(response, "Last-Modified")));
        } catch (IOException broken) {
            return new FeedAnswer.Failed(String.valueOf(broken.getMessage()), Optional.empty());
        }
    }

    private byte[] unpacked(HttpResponse<byte[]> response) throws IOException {
        String encoding = header(response, "Content-Encoding");
        if (encoding == null || encoding.equalsIgnoreCase("identity")) {
            return response.body();
        }
        if (!encoding.equalsIgnoreCase("gzip")) {
            throw new IOException("the server compresses with " + encoding + ", which was not asked for");
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
            byte[] bytes = in.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw new IOException(tooLong(maxBytes));
            }
            return bytes;
        }
    }

    private Optional<Duration> retryAfter(HttpResponse<byte[]> response) {
        String value = header(response, "Retry-After");
        if (value == null) {
            return Optional.empty();
        }
        try {
            Duration wait = value.strip().matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(value.strip()))
                    : Duration.between(
                            clock.instant(), DateTimeFormatter.RFC_1123_DATE_TIME.parse(value.strip(), Instant::from));
            return wait.isNegative()
                    ? Optional.empty()
                    : Optional.of(wait.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : wait);
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private static @Nullable String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse(null);
    }

    private String reason(Throwable fault) {
        Throwable cause = fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
        if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException) {
            return "the server did not answer in full within " + patience.toSeconds() + " seconds";
        }
        return cause.getMessage() == null ? "the server cannot be reached" : cause.getMessage();
    }

    private static String tooLong(int maxBytes) {
        return "the feed is longer than %,d bytes".formatted(maxBytes);
    }

    /** Gathers a body, and breaks the connection off when it grows too long. */
    private static final class BoundedBody implements BodySubscriber<byte[]> {

        private final int maxBytes;
        private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();
        private final CompletableFuture<byte[]> body = new CompletableFuture<>();
        private Flow.@Nullable Subscription subscription;

        BoundedBody(int maxBytes) {
            this.maxBytes = maxBytes;
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            return body;
        }

        @Override
        public void onSubscribe(Flow.Subscription started) {
            subscription = started;
            started.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (ByteBuffer buffer : buffers) {
                if (gathered.size() + buffer.remaining() > maxBytes) {
                    body.completeExceptionally(new IOException(tooLong(maxBytes)));
                    if (subscription != null) {
                        subscription.cancel();
                    }
                    return;
                }
                byte[] bytes = new byte[buffer.remaining()];
                buffer.get(bytes);
                gathered.writeBytes(bytes);
            }
        }

        @Override
        public void onError(Throwable fault) {
            body.completeExceptionally(fault);
        }

        @Override
        public void onComplete() {
            body.complete(gathered.toByteArray());
        }
    }
}
