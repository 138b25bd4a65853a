package io.redline.alerter.channel.email;

import io.micrometer.core.instrument.MeterRegistry;
import io.redline.alerter.channel.Bounce;
import io.redline.alerter.channel.MarkedText;
import io.redline.alerter.channel.email.DeliveryReport.Recipient;
import io.redline.runtime.SignedTokens;
import io.redline.schemas.DeliveryOutcome;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.search.FlagTerm;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the mailbox that undeliverable mail comes back to. A message is marked as seen once what it says is safe, and nothing
 * else is done to it: what a crash keeps from being marked is read again, and changes nothing then. Whatever happens to the
 * mailbox, deliveries go on.
 */
public final class BounceReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BounceReader.class);

    /** The most messages that one round reads; the next round follows at once when there are more. */
    static final int MESSAGES_AT_ONCE = 50;

    /** So much of a message is read: a report says what it has to say before it returns the mail. */
    static final int BYTES_OF_A_MESSAGE = 256 * 1024;

    /** A mailbox that cannot be read is left alone for twice as long each time, up to this. */
    static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private static final int MOST_DOUBLINGS = 12;
    private static final int CHARS_OF_A_FAULT = 300;

    private final BounceMailbox mailbox;
    private final Duration every;
    private final Duration limit;
    private final SignedTokens key;
    private final Function<Bounce, CompletionStage<?>> bounces;
    private final MeterRegistry metrics;
    private final Session session;
    private final ScheduledExecutorService timer;
    private int faults;

    /** What a message turned out to be; the word under which it is counted. */
    enum Kind {
        /** A mail of ours came back for good. */
        FAILED,
        /** A mail server has trouble with a mail and goes on trying. */
        DELAYED,
        /** A mail came back from where it was forwarded to: the mailbox we know may well have it. */
        FORWARDED,
        /** A report on a mail that we have not signed. */
        UNSIGNED,
        /** No report: somebody is out of office, or sends advertisements. */
        OTHER;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A reader, which {@link #start} sets going.
     *
     * @param every how long between two rounds
     * @param limit how long each step with the mailbox may take
     * @param key signs our mails
     * @param bounces takes what came back; ends once it is safe
     */
    public BounceReader(
            BounceMailbox mailbox,
            Duration every,
            Duration limit,
            SignedTokens key,
            Function<Bounce, CompletionStage<?>> bounces,
            MeterRegistry metrics) {
        this.mailbox = mailbox;
        this.every = every;
        this.limit = limit;
        this.key = key;
        this.bounces = bounces;
        this.metrics = metrics;
        this.session = MailSession.with(
                mailbox.protocol(),
                mailbox.host(),
                mailbox.port(),
                Optional.of(mailbox.login()),
                mailbox.protection() == BounceMailbox.Protection.STARTTLS,
                limit,
                // Reading marks nothing as seen; we do, once what was read is safe.
                Map.of("peek", "true"));
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "read-bounces");
            thread.setDaemon(true);
            return thread;
        });
        // A rise from nothing is one that nobody's rules see.
        Arrays.stream(Kind.values()).forEach(kind -> count(kind, 0));
        countRound("done", 0);
        countRound("failed", 0);
    }

    /** Reads now, and again and again. */
    public void start() {
        next(Duration.ZERO);
    }

    /** Stops; a round under way ends as it may, and marks nothing whose outcome is not safe. */
    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** Reads what has come since the last time; answers how long to wait before the next. */
    Duration round() {
        try {
            int read = readUnseen();
            faults = 0;
            countRound("done", 1);
            return read < MESSAGES_AT_ONCE ? every : Duration.ZERO;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return every;
        } catch (MessagingException | IOException | ExecutionException | TimeoutException | RuntimeException fault) {
            Duration pause = every.multipliedBy(1L << Math.min(++faults, MOST_DOUBLINGS));
            pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
            countRound("failed", 1);
            LOG.warn(
                    "The mailbox at {} cannot be read for bounces; the next try is in {}: {}",
                    mailbox.host(),
                    pause,
                    told(fault));
            return pause;
        }
    }

    private void next(Duration pause) {
        if (!timer.isShutdown()) {
            var unused = timer.schedule(() -> next(round()), pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private int readUnseen()
            throws MessagingException, IOException, ExecutionException, TimeoutException, InterruptedException {
        try (Store store = session.getStore()) {
            store.connect();
            Folder folder = store.getFolder(mailbox.folder());
            folder.open(Folder.READ_WRITE);
            Message[] unseen = folder.search(new FlagTerm(new Flags(Flags.Flag.SEEN), false));
            int read = 0;
            for (Message message : Arrays.copyOf(unseen, Math.min(unseen.length, MESSAGES_AT_ONCE))) {
                Optional<byte[]> mail = start(message);
                if (mail.isPresent()) {
                    Kind kind = judge(mail.get());
                    message.setFlag(Flags.Flag.SEEN, true);
                    count(kind, 1);
                    read++;
                }
            }
            // What somebody else has marked to be deleted is theirs to delete.
            folder.close(false);
            return read;
        }
    }

    /** The start of a message; empty when the server cannot give this one, which must not keep others from being read. */
    private static Optional<byte[]> start(Message message) throws MessagingException, IOException {
        try (InputStream mail = ((IMAPMessage) message).getMimeStream()) {
            return Optional.of(mail.readNBytes(BYTES_OF_A_MESSAGE));
        } catch (MessagingException | IOException fault) {
            if (!message.getFolder().isOpen()) {
                throw fault;
            }
            LOG.warn("A message in the mailbox of bounces cannot be read: {}", told(fault));
            return Optional.empty();
        }
    }

    /** Sees what a message is; what it says of a mail of ours is safe by then. */
    private Kind judge(byte[] mail) throws ExecutionException, TimeoutException, InterruptedException {
        Optional<DeliveryReport> report = DeliveryReport.read(mail);
        if (report.isEmpty()) {
            return Kind.OTHER;
        }
        if (report.get().recipients().stream().noneMatch(Recipient::failed)) {
            return report.get().recipients().stream().anyMatch(Recipient::delayed) ? Kind.DELAYED : Kind.OTHER;
        }
        Optional<DeliveryOutcome> sent = report.get().stamp().flatMap(stamp -> MailStamp.read(key, stamp));
        if (sent.isEmpty()) {
            return Kind.UNSIGNED;
        }
        String to = sent.get().getDelivery().getEndpoint();
        Optional<Recipient> failed = report.get().recipients().stream()
                .filter(recipient -> recipient.failed() && recipient.address().equalsIgnoreCase(to))
                .findFirst();
        if (failed.isEmpty()) {
            LOG.info(
                    "{} came back, but not from {}: somebody forwards it",
                    sent.get().getDelivery().getId(),
                    to);
            return Kind.FORWARDED;
        }
        bounces.apply(bounce(sent.get(), report.get().reporter(), failed.get()))
                .toCompletableFuture()
                .get(limit.toMillis(), TimeUnit.MILLISECONDS);
        return Kind.FAILED;
    }

    private static Bounce bounce(DeliveryOutcome sent, String reporter, Recipient failed) {
        String answer = failed.diagnostic().isEmpty() ? "status " + failed.status() : failed.diagnostic();
        boolean gone = EmailChannel.noSuchMailbox(failed.status() + " " + failed.diagnostic());
        return new Bounce(
                sent,
                "the mail was taken and came back" + (reporter.isEmpty() ? "" : " from " + reporter) + ": " + answer
                        + (gone ? EmailChannel.NO_MAILBOX : ""),
                failed.replyCode(),
                gone);
    }

    private void count(Kind kind, int by) {
        metrics.counter("redline.bounces.read", "kind", kind.word()).increment(by);
    }

    private void countRound(String outcome, int by) {
        metrics.counter("redline.bounces.rounds", "outcome", outcome).increment(by);
    }

    /** What servers say goes into the log as one line. */
    private static String told(Exception fault) {
        return MarkedText.start(MarkedText.oneLine(String.valueOf(fault.getMessage())), CHARS_OF_A_FAULT);
    }
}
