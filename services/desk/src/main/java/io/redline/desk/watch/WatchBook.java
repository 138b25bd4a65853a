package io.redline.desk.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redline.desk.feed.Commands;
import io.redline.desk.view.Page;
import io.redline.desk.view.Position;
import io.redline.desk.view.Selection;
import io.redline.desk.view.TopicView;
import io.redline.runtime.AvroJson;
import io.redline.runtime.ChannelTopics;
import io.redline.runtime.ChannelVault;
import io.redline.runtime.Setting;
import io.redline.runtime.WrongJsonException;
import io.redline.schemas.Channel;
import io.redline.schemas.Escalation;
import io.redline.schemas.Watch;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The watches: stored by writing to their topic, read from the view of it. A change returns once the view shows it, so
 * that whoever changed a watch sees it changed.
 *
 * <p>Changes of one watch happen one after another at this desk. Two desks that change the same watch at the same moment
 * can both believe in the revision they found; the later one on the topic stands.
 */
public final class WatchBook {

    public static final Setting<Integer> MOST_PER_OWNER = Setting.number(
            "REDLINE_WATCHES_PER_OWNER",
            10_000,
            1,
            10_000_000,
            "Most watches of one owner; watches without an owner are not counted.");

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int STRIPES = 64;
    private static final int MOST_OF_A_NAME = 10_000;
    private static final List<String> SET_BY_US = List.of("revision", "createdAt", "updatedAt", "warnings");

    private final TopicView<Watch> watches;
    private final Predicate<String> remembered;
    private final Commands commands;
    private final ChannelVault vault;
    private final InstantSource clock;
    private final int mostPerOwner;
    private final ChannelRules channels;
    private final Optional<String> onlyOwner;
    private final List<Lock> locks;

    /**
     * Watches read from this view and changed through these commands.
     *
     * @param remembered tells of the id of a watch that is gone whether there is still something that came of it
     * @param vault seals the secrets of what is stored
     * @param mostPerOwner most watches of one owner; two that are added at the same moment may both pass
     * @param topics which topics a watch may copy alerts to
     */
    public WatchBook(
            TopicView<Watch> watches,
            Predicate<String> remembered,
            Commands commands,
            ChannelVault vault,
            InstantSource clock,
            int mostPerOwner,
            ChannelTopics topics) {
        this(
                watches,
                remembered,
                commands,
                vault,
                clock,
                mostPerOwner,
                new ChannelRules(topics),
                Optional.empty(),
                IntStream.range(0, STRIPES)
                        .<Lock>mapToObj(i -> new ReentrantLock())
                        .toList());
    }

    private WatchBook(
            TopicView<Watch> watches,
            Predicate<String> remembered,
            Commands commands,
            ChannelVault vault,
            InstantSource clock,
            int mostPerOwner,
            ChannelRules channels,
            Optional<String> onlyOwner,
            List<Lock> locks) {
        this.watches = watches;
        this.remembered = remembered;
        this.commands = commands;
        this.vault = vault;
        this.clock = clock;
        this.mostPerOwner = mostPerOwner;
        this.channels = channels;
        this.onlyOwner = onlyOwner;
        this.locks = locks;
    }

    /** The same book as one owner sees it: the watches of others are not there, and new ones are this owner's. */
    public WatchBook of(Optional<String> owner) {
        return owner.isEmpty()
                ? this
                : new WatchBook(watches, remembered, commands, vault, clock, mostPerOwner, channels, owner, locks);
    }

    /** What became of a change. */
    public sealed interface Outcome {}

    /**
     * It is stored.
     *
     * @param watch the watch as stored, secrets masked
     * @param visible false when the desk's own view does not show it yet
     * @param changed names of the fields that were changed; empty for a new watch
     */
    public record Stored(Watch watch, boolean visible, List<String> changed) implements Outcome {}

    /** The watch is gone. */
    public record Removed() implements Outcome {}

    /** There is no such watch. */
    public record Missing() implements Outcome {}

    /**
     * There is one of that id already.
     *
     * @param gone true when there was one, and what came of it is not for whoever wants to have its id
     */
    public record Taken(String id, boolean gone) implements Outcome {

        /**
         * What to tell whoever wants the id.
         *
         * @param instead how to change the watch that there is
         */
        public String sentence(String instead) {
            return gone
                    ? "There was a watch \"" + id + "\", and what came of it is kept: choose another id"
                    : "There is a watch \"" + id + "\" already: choose another id, or " + instead;
        }
    }

    /** Its owner has as many watches as one may have. */
    public record Full(String owner, int most) implements Outcome {

        /** What to tell whoever wants one more. */
        public String sentence() {
            return "\"" + owner + "\" has " + most
                    + " watches, which is the most that one owner may have: remove some, or" + " raise "
                    + MOST_PER_OWNER.name();
        }
    }

    /** It has been changed meanwhile: it stands at another revision. */
    public record Changed(long revision) implements Outcome {}

    /** A watch, secrets masked. */
    public Optional<Watch> find(String id) {
        return stored(id).map(ChannelSecrets::masked);
    }

    /** Watches, newest first, secrets masked. */
    public Page list(Selection selection) {
        Page page = watches.list(
                onlyOwner.map(owner -> selection.among("owner", Set.of(owner))).orElse(selection));
        return new Page(
                page.items().stream()
                        .map(json -> AvroJson.toJson(ChannelSecrets.masked(read(json)))
                                .toString())
                        .toList(),
                page.next());
    }

    /**
     * Reads and checks a draft without storing it; it need not have an id or a name.
     *
     * @throws WrongJsonException when it is not a right watch
     */
    public Watch draft(ObjectNode json) {
        ObjectNode named = json.deepCopy();
        if (!named.hasNonNull("name")) {
            named.put("name", "draft");
        }
        return parse(named, Optional.empty(), List.of());
    }

    /**
     * Stores a new watch. Without an id it gets one made of its name, with a number where that is taken. An owner gets no id
     * of which something is remembered.
     *
     * @throws WrongJsonException when it is not a right watch
     */
    public Outcome add(ObjectNode json) throws InterruptedException {
        Watch watch = parse(json, Optional.empty(), List.of());
        if (json.hasNonNull("id")) {
            return addAs(watch.getId(), watch);
        }
        String slug = watch.getId();
        for (int number = 1; number < MOST_OF_A_NAME; number++) {
            Outcome outcome = addAs(number == 1 ? slug : slug + "-" + number, watch);
            if (!(outcome instanceof Taken)) {
                return outcome;
            }
        }
        return new Taken(slug, false);
    }

    /**
     * Replaces a watch. A masked secret keeps the stored one.
     *
     * @param expected revision that the editor has seen, if it matters
     * @throws WrongJsonException when it is not a right watch, or has another id
     */
    public Outcome replace(String id, ObjectNode json, OptionalLong expected) throws InterruptedException {
        Lock lock = lock(id);
        lock.lock();
        try {
            Optional<Watch> before = stored(id);
            Optional<Outcome> obstacle = obstacle(before, expected);
            if (obstacle.isPresent()) {
                return obstacle.get();
            }
            Watch old = before.orElseThrow();
            Watch watch = parse(json, Optional.of(id), ChannelSecrets.all(old));
            Optional<Outcome> full = full(watch.getOwner(), old.getOwner());
            if (full.isPresent()) {
                return full.get();
            }
            watch.setRevision(old.getRevision() + 1);
            watch.setCreatedAt(old.getCreatedAt());
            return store(watch, Optional.of(old));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes channels out of a watch, those of its escalation too.
     *
     * @param leaving tells which channels
     */
    public Outcome unsubscribe(String id, Predicate<Channel> leaving) throws InterruptedException {
        Lock lock = lock(id);
        lock.lock();
        try {
            Optional<Watch> before = stored(id);
            if (before.isEmpty()) {
                return new Missing();
            }
            Watch old = before.get();
            Watch watch = Watch.newBuilder(old).build();
            watch.setChannels(without(leaving, old.getChannels()));
            Escalation escalation = old.getEscalation();
            if (escalation != null) {
                List<Channel> staying = without(leaving, escalation.getChannels());
                watch.setEscalation(staying.isEmpty() ? null : new Escalation(escalation.getAfter(), staying));
            }
            watch.setRevision(old.getRevision() + 1);
            return store(watch, before);
        } finally {
            lock.unlock();
        }
    }

    /** Removes a watch; {@code expected} as in {@link #replace}. */
    public Outcome remove(String id, OptionalLong expected) throws InterruptedException {
        Lock lock = lock(id);
        lock.lock();
        try {
            Optional<Outcome> obstacle = obstacle(stored(id), expected);
            if (obstacle.isPresent()) {
                return obstacle.get();
            }
            watches.await(commands.remove(id), PATIENCE);
            return new Removed();
        } finally {
            lock.unlock();
        }
    }

    private Outcome addAs(String id, Watch draft) throws InterruptedException {
        Lock lock = lock(id);
        lock.lock();
        try {
            if (watches.newest(id).isPresent()) {
                return new Taken(id, false);
            }
            // Whoever has a watch sees what came of its id, and that may have been another owner's.
            if (onlyOwner.isPresent() && remembered.test(id)) {
                return new Taken(id, true);
            }
            Optional<Outcome> full = full(draft.getOwner(), null);
            if (full.isPresent()) {
                return full.get();
            }
            Watch watch = Watch.newBuilder(draft).setId(id).build();
            watch.setCreatedAt(clock.instant());
            return store(watch, Optional.empty());
        } finally {
            lock.unlock();
        }
    }

    private Outcome store(Watch watch, Optional<Watch> before) throws InterruptedException {
        watch.setUpdatedAt(clock.instant());
        Position position = commands.store(vault.sealed(watch));
        List<String> changed = before.map(old -> changed(old, watch)).orElse(List.of());
        return new Stored(ChannelSecrets.masked(watch), watches.await(position, PATIENCE), changed);
    }

    private static List<Channel> without(Predicate<Channel> leaving, List<Channel> channels) {
        return channels.stream().filter(leaving.negate()).toList();
    }

    private static List<String> changed(Watch old, Watch watch) {
        return Watch.getClassSchema().getFields().stream()
                .filter(field -> !SET_BY_US.contains(field.name()))
                .filter(field -> !Objects.equals(old.get(field.pos()), watch.get(field.pos())))
                .map(Schema.Field::name)
                .toList();
    }

    private Optional<Outcome> full(@Nullable String owner, @Nullable String before) {
        return owner == null || owner.equals(before) || watches.count("owner", owner) < mostPerOwner
                ? Optional.empty()
                : Optional.of(new Full(owner, mostPerOwner));
    }

    private static Optional<Outcome> obstacle(Optional<Watch> before, OptionalLong expected) {
        if (before.isEmpty()) {
            return Optional.of(new Missing());
        }
        long revision = before.get().getRevision();
        return expected.isPresent() && expected.getAsLong() != revision
                ? Optional.of(new Changed(revision))
                : Optional.empty();
    }

    private Watch parse(ObjectNode json, Optional<String> id, List<Channel> stored) {
        ObjectNode sent = json.deepCopy();
        // What a watch was read with may be sent back with it.
        sent.remove(SET_BY_US);
        JsonNode sentId = sent.path("id");
        id.ifPresent(expected -> {
            if (!sentId.isMissingNode() && !sentId.isNull() && !expected.equals(sentId.textValue())) {
                throw new WrongJsonException("id", "should be \"" + expected + "\", as in the address, or left out");
            }
            sent.put("id", expected);
        });
        if (!sent.hasNonNull("id")) {
            sent.put("id", WatchRules.slug(sent.path("name").asText()));
        }
        Watch watch = AvroJson.fromJson(sent, Watch.class, Set.copyOf(SET_BY_US));
        onlyOwner.ifPresent(owner -> {
            if (watch.getOwner() == null) {
                watch.setOwner(owner);
            } else if (!watch.getOwner().equals(owner)) {
                throw new WrongJsonException("owner", "should be \"" + owner + "\", to whom the token is bound");
            }
        });
        ChannelSecrets.unmask(watch, stored);
        ChannelVault.requireOpen(watch);
        WatchRules.check(watch, channels);
        WatchQuery.of(watch);
        return watch;
    }

    /** A watch as it is stored, secrets and all. */
    Optional<Watch> stored(String id) {
        return watches.newest(id)
                .map(WatchBook::read)
                .map(vault::opened)
                .filter(watch -> onlyOwner.isEmpty() || onlyOwner.get().equals(watch.getOwner()));
    }

    static Watch read(String json) {
        return AvroJson.fromJson(AvroJson.read(json), Watch.class, Set.of());
    }

    private Lock lock(String id) {
        return Objects.requireNonNull(locks.get(Math.floorMod(id.hashCode(), STRIPES)));
    }
}
