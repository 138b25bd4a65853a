package io.redline.alerter.channel.http;

import io.redline.alerter.channel.Outcome;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.async.methods.SimpleRequestProducer;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.DefaultThreadFactory;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Posts to addresses that users give: through an {@link AddressGuard}, within a time limit however slowly the receiver
 * drips, without following redirects, keeping cookies or reading long answers. Connections are kept and used again; few
 * threads serve them all, so receivers that never answer hold no thread.
 */
public final class GuardedHttpClient implements AutoCloseable {

    private static final String AGENT = "Redline";
    private static final int IO_THREADS = 2;
    private static final int MOST_CONNECTIONS = 4_096;
    private static final int MOST_CONNECTIONS_PER_HOST = 1_024;

    private static final int EXCERPT_BYTES = 4 * HttpAnswer.EXCERPT_CHARS;
    private static final int ANSWER_BYTES = 16 * 1024;

    /** Shorter than the idle time after which common servers hang up. */
    private static final TimeValue KEPT_IDLE = TimeValue.ofSeconds(20);

    private final CloseableHttpAsyncClient client;
    private final Duration limit;

    /**
     * A client behind this guard.
     *
     * @param limit how long an attempt may take in all
     */
    public GuardedHttpClient(AddressGuard guard, Duration limit) {
        this(guard, limit, SystemDefaultDnsResolver.INSTANCE);
    }

    /** As the public constructor, with another source of addresses. */
    GuardedHttpClient(AddressGuard guard, Duration limit, DnsResolver names) {
        this.limit = limit;
        Timeout timeout = Timeout.of(limit);
        this.client = HttpAsyncClients.custom()
                .setConnectionManager(PoolingAsyncClientConnectionManagerBuilder.create()
                        .setDnsResolver(new GuardedResolver(names, guard))
                        .setDefaultTlsConfig(TlsConfig.custom()
                                .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                                .setHandshakeTimeout(timeout)
                                .build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(timeout)
                                .setSocketTimeout(timeout)
                                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                                .build())
                        .setMaxConnTotal(MOST_CONNECTIONS)
                        .setMaxConnPerRoute(MOST_CONNECTIONS_PER_HOST)
                        .build())
                .setIOReactorConfig(IOReactorConfig.custom()
                        .setIoThreadCount(IO_THREADS)
                        .setTcpNoDelay(true)
                        .build())
                .setThreadFactory(new DefaultThreadFactory("deliver-http", true))
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(timeout)
                        .setResponseTimeout(timeout)
                        .setRedirectsEnabled(false)
                        .build())
                .setKeepAliveStrategy((response, context) -> KEPT_IDLE)
                .setUserAgent(AGENT)
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableAutomaticRetries()
                .evictIdleConnections(KEPT_IDLE)
                .build();
        client.start();
    }

    /**
     * Posts a JSON body to a receiver of whose answer only the start matters. Returns at once, but for the time that a name
     * takes to resolve.
     *
     * @param verdict judges the answer; without one, the outcome says why there is none
     */
    public CompletableFuture<Outcome> post(
            URI to, Map<String, String> headers, byte[] body, Function<HttpAnswer, Outcome> verdict) {
        return post(to, headers, body, EXCERPT_BYTES, verdict);
    }

    /** As {@link #post}, to a receiver whose answer is read: 16 KiB of it are kept. */
    public CompletableFuture<Outcome> call(
            URI to, Map<String, String> headers, byte[] body, Function<HttpAnswer, Outcome> verdict) {
        return post(to, headers, body, ANSWER_BYTES, verdict);
    }

    private CompletableFuture<Outcome> post(
            URI to, Map<String, String> headers, byte[] body, int kept, Function<HttpAnswer, Outcome> verdict) {
        SimpleHttpRequest request = SimpleRequestBuilder.post(to)
                .setBody(body, ContentType.APPLICATION_JSON)
                .build();
        headers.forEach(request::setHeader);
        AnswerConsumer consumer = new AnswerConsumer(kept);
        CompletableFuture<HttpAnswer> answer = new CompletableFuture<>();
        Future<HttpAnswer> exchange =
                client.execute(SimpleRequestProducer.create(request), consumer, new Completion(answer));
        return answer.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((ended, fault) -> {
                    if (fault != null) {
                        exchange.cancel(true);
                    }
                })
                // A head is an answer, even where the body after it never ends.
                .exceptionally(fault -> consumer.soFar().orElseThrow(() -> new CompletionException(fault)))
                .thenApply(verdict)
                .exceptionally(fault -> outcomeOf(rootOf(fault)));
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }

    private Outcome outcomeOf(Throwable fault) {
        if (fault instanceof RefusedAddressException) {
            return new Outcome.Rejected(String.valueOf(fault.getMessage()), null);
        }
        if (fault instanceof UnknownHostException) {
            return new Outcome.RetryLater("the host name cannot be resolved", null);
        }
        if (fault instanceof TimeoutException || fault instanceof java.io.InterruptedIOException) {
            return new Outcome.RetryLater("no answer within " + limit.toMillis() + " ms", null);
        }
        return new Outcome.RetryLater("no answer: " + fault, null);
    }

    private static Throwable rootOf(Throwable fault) {
        Throwable root = fault;
        while (root instanceof CompletionException && root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private record Completion(CompletableFuture<HttpAnswer> answer) implements FutureCallback<HttpAnswer> {

        @Override
        public void completed(HttpAnswer result) {
            answer.complete(result);
        }

        @Override
        public void failed(Exception fault) {
            answer.completeExceptionally(fault);
        }

        @Override
        public void cancelled() {
            answer.cancel(false);
        }
    }
}
