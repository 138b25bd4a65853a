package io.redline.desk.audit;

import io.redline.desk.feed.Commands;
import io.redline.desk.view.Page;
import io.redline.desk.view.Selection;
import io.redline.desk.view.TopicView;
import io.redline.runtime.AvroJson;
import io.redline.runtime.Ids;
import io.redline.schemas.AuditEntry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Notes each change once it is made, and what a signed link has been used for, so that it is used once. */
public final class AuditTrail {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_DETAIL = 1_000;

    private final TopicView<AuditEntry> entries;
    private final Commands commands;
    private final InstantSource clock;

    /** A trail read from this view and written through these commands. */
    public AuditTrail(TopicView<AuditEntry> entries, Commands commands, InstantSource clock) {
        this.entries = entries;
        this.commands = commands;
        this.clock = clock;
    }

    /** The entries, newest first. */
    public Page list(Selection selection) {
        return entries.list(selection);
    }

    /**
     * Notes a change.
     *
     * @param by name of the token it was made with
     * @param action what was done, such as {@code watch.added}
     * @param subject identifier of what was changed
     * @param detail one plain sentence without secrets, cut where it is too long
     */
    public void note(String by, String action, String subject, String detail) throws InterruptedException {
        note(Ids.of("audit", UUID.randomUUID()), by, action, subject, detail);
    }

    /** As {@link #note(String, String, String, String)}, of a change made by a link, which {@link #use} then finds. */
    public void noteUse(String token, String by, String action, String subject, String detail)
            throws InterruptedException {
        note(idOf(token), by, action, subject, detail);
    }

    /** What a link has been used for, if it has. */
    public Optional<AuditEntry> use(String token) {
        return entries.newest(idOf(token))
                .map(json -> AvroJson.fromJson(AvroJson.read(json), AuditEntry.class, Set.of()));
    }

    private void note(String id, String by, String action, String subject, String detail) throws InterruptedException {
        String shown = detail.substring(0, Math.min(detail.length(), MOST_DETAIL));
        entries.await(commands.note(new AuditEntry(id, clock.instant(), by, action, subject, shown)), PATIENCE);
    }

    private static String idOf(String token) {
        return Ids.of("audit", "link", token);
    }
}
