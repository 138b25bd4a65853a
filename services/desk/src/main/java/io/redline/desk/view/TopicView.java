package io.redline.desk.view;

import io.redline.runtime.AvroJson;
import io.redline.schemas.Topic;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The records of one topic in an SQLite file, as lists and single reads want them. Positions are stored in the
 * transaction of the rows they stand for, so that each record counts exactly once, whenever the process dies.
 *
 * <p>Two tables: {@code records} holds what was read, in order of arrival; {@code heads} points at the newest record of
 * each id and carries what lists are ordered and filtered by. Beyond a number of records the oldest go.
 */
public final class TopicView<V extends SpecificRecord> implements AutoCloseable {

    private static final int TRIMMED_AT_ONCE = 500;

    private final Layout<V> layout;
    private final Database database;
    private final int keep;
    private final String upsert;

    private final Map<Integer, Long> positions = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition advanced = lock.newCondition();

    TopicView(Path directory, Layout<V> layout, int keep) {
        this.layout = layout;
        this.keep = keep;
        this.database =
                Database.open(directory.resolve(layout.topic().name() + ".sqlite"), layout.fingerprint(), schema());
        this.upsert = upsertStatement();
        this.positions.putAll(storedPositions());
    }

    /** The topic whose records these are. */
    public Topic<String, V> topic() {
        return layout.topic();
    }

    /**
     * Empties the view unless it was filled from this very topic, and not beyond its ends.
     *
     * @param identity names the cluster and the topic in it, other than by its name
     * @param ends end offset of each partition
     */
    public void bindTo(String identity, Map<Integer, Long> ends) {
        boolean beyond = positions.entrySet().stream()
                .anyMatch(position -> position.getValue() > ends.getOrDefault(position.getKey(), 0L));
        database.write(connection -> {
            if (beyond || !identity.equals(about(connection, "topic"))) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("DELETE FROM records");
                    statement.execute("DELETE FROM heads");
                    statement.execute("DELETE FROM positions");
                }
                positions.clear();
            }
            try (var insert = connection.prepareStatement("INSERT OR REPLACE INTO about VALUES ('topic', ?)")) {
                insert.setString(1, identity);
                return insert.executeUpdate();
            }
        });
    }

    /** What {@link #bindTo} was last told, or nothing before that. */
    public Optional<String> identity() {
        return database.read(connection -> Optional.ofNullable(about(connection, "topic")));
    }

    /** The offset to read next, by partition; a partition never read is missing. */
    public Map<Integer, Long> positions() {
        return new TreeMap<>(positions);
    }

    /**
     * Stores records and where reading goes on after them, in one transaction.
     *
     * @param entries records, each partition's in its order
     * @param next offset to read next, by partition
     */
    public void append(List<Entry<V>> entries, Map<Integer, Long> next) {
        List<Optional<Row>> rows = entries.stream()
                .map(entry -> entry.value() == null
                        ? Optional.<Row>empty()
                        : Optional.of(layout.rowOf().apply(entry)))
                .toList();
        database.write(connection -> {
            store(connection, entries, rows);
            storePositions(connection, next);
            return trim(connection);
        });
        lock.lock();
        try {
            positions.putAll(next);
            advanced.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the record at a position is stored; false when that takes longer than {@code patience}. */
    public boolean await(Position position, Duration patience) throws InterruptedException {
        return await(patience, () -> Optional.of(position)
                        .filter(p -> positions.getOrDefault(p.partition(), 0L) > p.offset()))
                .isPresent();
    }

    /**
     * Asks again whenever records have been stored, until there is an answer.
     *
     * @return the answer; empty when there is none after {@code patience}
     */
    public <T> Optional<T> await(Duration patience, Supplier<Optional<T>> question) throws InterruptedException {
        long nanos = patience.toNanos();
        lock.lock();
        try {
            Optional<T> answer = question.get();
            while (answer.isEmpty() && nanos > 0) {
                nanos = advanced.awaitNanos(nanos);
                answer = question.get();
            }
            return answer;
        } finally {
            lock.unlock();
        }
    }

    /** The newest record of an id, as JSON. */
    public Optional<String> newest(String id) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(
                    "SELECT r.json FROM heads h JOIN records r ON r.seq = h.seq WHERE h.id = ?")) {
                select.setString(1, id);
                return strings(select).stream().findFirst();
            }
        });
    }

    /** A certain version of an id, as JSON; the first one read where it came twice. */
    public Optional<String> version(String id, long version) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement(
                    "SELECT json FROM records WHERE id = ? AND version = ? ORDER BY seq LIMIT 1")) {
                select.setString(1, id);
                select.setLong(2, version);
                return strings(select).stream().findFirst();
            }
        });
    }

    /** Every stored record of an id, oldest first, as JSON; at most {@code limit}, the newest ones. */
    public List<String> history(String id, int limit) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement("SELECT json FROM (SELECT seq, json FROM records"
                    + " WHERE id = ? ORDER BY version DESC, seq DESC LIMIT ?) ORDER BY seq")) {
                select.setString(1, id);
                select.setInt(2, limit);
                return strings(select);
            }
        });
    }

    /**
     * The newest records of the ids in a filter column's list of which any version says something at a JSON path; those that
     * said so last come first.
     *
     * @param path path in SQLite's notation, such as {@code $.article.id}
     */
    public List<String> newestWith(String column, String value, String path, String text, int limit) {
        requireFilter(column);
        return database.read(connection -> {
            try (var select = connection.prepareStatement("SELECT newest.json FROM heads h"
                    + " JOIN records r ON r.id = h.id JOIN records newest ON newest.seq = h.seq"
                    + " WHERE h.\"" + column
                    + "\" = ? AND json_extract(r.json, ?) = ? GROUP BY h.id ORDER BY max(r.seq) DESC LIMIT ?")) {
                select.setString(1, value);
                select.setString(2, path);
                select.setString(3, text);
                select.setInt(4, limit);
                return strings(select);
            }
        });
    }

    /** The newest records of the selected ids, newest id first. */
    public Page list(Selection selection) {
        StringBuilder sql =
                new StringBuilder("SELECT h.at, h.id, r.json FROM heads h JOIN records r ON r.seq = h.seq WHERE 1");
        List<Object> parameters = new ArrayList<>();
        selection.equal().forEach((column, value) -> {
            requireFilter(column);
            sql.append(" AND h.\"").append(column).append("\" = ?");
            parameters.add(value);
        });
        selection.holding().forEach((array, text) -> {
            sql.append(" AND EXISTS (SELECT 1 FROM json_each(r.json, ?) WHERE value = ?)");
            parameters.add("$." + array);
            parameters.add(text);
        });
        selection.among().forEach((column, values) -> {
            requireFilter(column);
            sql.append(" AND h.\"").append(column).append("\" IN (SELECT value FROM json_each(?))");
            parameters.add(AvroJson.MAPPER.valueToTree(values).toString());
        });
        selection.since().ifPresent(since -> {
            sql.append(" AND h.at >= ?");
            parameters.add(since.toEpochMilli());
        });
        selection.before().ifPresent(before -> {
            sql.append(" AND (h.at, h.id) < (?, ?)");
            parameters.add(before.at());
            parameters.add(before.id());
        });
        sql.append(" ORDER BY h.at DESC, h.id DESC LIMIT ?");
        // One more than wanted tells whether the list goes on.
        parameters.add(selection.limit() + 1);
        return database.read(connection -> {
            try (var select = connection.prepareStatement(sql.toString())) {
                for (int i = 0; i < parameters.size(); i++) {
                    select.setObject(i + 1, parameters.get(i));
                }
                return page(select, selection.limit());
            }
        });
    }

    /** How many ids have a value in a filter column. */
    public int count(String column, String value) {
        requireFilter(column);
        return database.read(connection -> {
            try (var select = connection.prepareStatement("SELECT count(*) FROM heads WHERE \"" + column + "\" = ?")) {
                select.setString(1, value);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next() ? rows.getInt(1) : 0;
                }
            }
        });
    }

    /** The ids that have a value in a filter column. */
    public Set<String> ids(String column, String value) {
        requireFilter(column);
        return database.read(connection -> {
            try (var select = connection.prepareStatement("SELECT id FROM heads WHERE \"" + column + "\" = ?")) {
                select.setString(1, value);
                return Set.copyOf(strings(select));
            }
        });
    }

    /** Whether an id has a value in a filter column. */
    public boolean has(String id, String column, String value) {
        requireFilter(column);
        return database.read(connection -> {
            try (var select =
                    connection.prepareStatement("SELECT id FROM heads WHERE id = ? AND \"" + column + "\" = ?")) {
                select.setString(1, id);
                select.setString(2, value);
                return !strings(select).isEmpty();
            }
        });
    }

    /**
     * Stored records in order of arrival; needs a view that keeps history.
     *
     * @param next offset to begin at, by partition; 0 for a partition that is missing
     * @param limit most records
     */
    public List<Stored> following(Map<Integer, Long> next, int limit) {
        return database.read(connection -> {
            List<Stored> stored = new ArrayList<>();
            try (var select = connection.prepareStatement("SELECT seq, \"offset\", json FROM records"
                    + " WHERE \"partition\" = ? AND \"offset\" >= ? ORDER BY \"offset\" LIMIT ?")) {
                for (int partition : positions.keySet()) {
                    select.setInt(1, partition);
                    select.setLong(2, next.getOrDefault(partition, 0L));
                    select.setInt(3, limit);
                    try (ResultSet rows = select.executeQuery()) {
                        while (rows.next()) {
                            Position position = new Position(partition, rows.getLong(2));
                            stored.add(new Stored(rows.getLong(1), position, rows.getString(3)));
                        }
                    }
                }
            }
            // The first of each partition hold the first of all.
            stored.sort(Comparator.comparingLong(Stored::seq));
            return stored.size() <= limit ? stored : stored.subList(0, limit);
        });
    }

    /** How many ids are stored. */
    long size() {
        return database.read(connection -> {
            try (var select = connection.prepareStatement("SELECT count(*) FROM heads");
                    ResultSet rows = select.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0L;
            }
        });
    }

    @Override
    public void close() {
        database.close();
    }

    /**
     * A record as stored.
     *
     * @param seq order of arrival
     * @param position where it stood on its topic
     * @param json the record as the API shows it
     */
    public record Stored(long seq, Position position, String json) {}

    /** Column names stand in SQL as they are, so only those of the layout may. */
    private void requireFilter(String column) {
        if (!layout.filters().contains(column)) {
            throw new IllegalArgumentException(
                    column + " is not a filter of " + layout.topic().name());
        }
    }

    private List<String> schema() {
        StringBuilder heads = new StringBuilder("CREATE TABLE heads(id TEXT PRIMARY KEY, version INTEGER NOT NULL,"
                + " at INTEGER NOT NULL, seq INTEGER NOT NULL");
        layout.filters().forEach(column -> heads.append(", \"").append(column).append("\" TEXT"));
        List<String> schema = new ArrayList<>(List.of(
                heads.append(") WITHOUT ROWID").toString(),
                "CREATE INDEX heads_by_time ON heads(at DESC, id DESC)",
                "CREATE INDEX heads_by_seq ON heads(seq)",
                "CREATE TABLE records(seq INTEGER PRIMARY KEY AUTOINCREMENT, \"partition\" INTEGER NOT NULL,"
                        + " \"offset\" INTEGER NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL,"
                        + " json TEXT NOT NULL)",
                "CREATE UNIQUE INDEX records_by_position ON records(\"partition\", \"offset\")",
                "CREATE INDEX records_by_id ON records(id, version)",
                "CREATE TABLE positions(\"partition\" INTEGER PRIMARY KEY, next INTEGER NOT NULL)"));
        layout.filters()
                .forEach(column -> schema.add("CREATE INDEX \"heads_by_" + column + "\" ON heads(\"" + column
                        + "\", at DESC, id DESC) WHERE \"" + column + "\" IS NOT NULL"));
        return schema;
    }

    private String upsertStatement() {
        StringBuilder names = new StringBuilder("id, version, at, seq");
        StringBuilder places = new StringBuilder("?, ?, ?, ?");
        StringBuilder changes = new StringBuilder("version = excluded.version, seq = excluded.seq");
        layout.filters().forEach(column -> {
            names.append(", \"").append(column).append('"');
            places.append(", ?");
            changes.append(", \"")
                    .append(column)
                    .append("\" = excluded.\"")
                    .append(column)
                    .append('"');
        });
        return "INSERT INTO heads(" + names + ") VALUES (" + places + ") ON CONFLICT(id) DO UPDATE SET " + changes
                + (layout.order() == Layout.Order.VERSION ? " WHERE excluded.version > heads.version" : "");
    }

    private void store(Connection connection, List<Entry<V>> entries, List<Optional<Row>> rows) throws SQLException {
        try (var insert = connection.prepareStatement(
                        "INSERT INTO records(\"partition\", \"offset\", id, version, json) VALUES (?, ?, ?, ?, ?)"
                                + " RETURNING seq");
                var head = connection.prepareStatement(upsert);
                var forget = connection.prepareStatement(
                        "DELETE FROM records WHERE id = ?1 AND seq <> ifnull((SELECT seq FROM heads WHERE id = ?1), 0)");
                var remove = connection.prepareStatement("DELETE FROM heads WHERE id = ?")) {
            for (int i = 0; i < rows.size(); i++) {
                Entry<V> entry = entries.get(i);
                Optional<Row> row = rows.get(i);
                if (row.isPresent()) {
                    long seq = insert(insert, entry.position(), row.get());
                    point(head, row.get(), seq);
                    if (!layout.history()) {
                        forget(forget, row.get().id());
                    }
                } else {
                    remove.setString(1, entry.key());
                    remove.executeUpdate();
                    forget(forget, entry.key());
                }
            }
        }
    }

    private static long insert(PreparedStatement insert, Position position, Row row) throws SQLException {
        insert.setInt(1, position.partition());
        insert.setLong(2, position.offset());
        insert.setString(3, row.id());
        insert.setLong(4, row.version());
        insert.setString(5, row.json());
        try (ResultSet made = insert.executeQuery()) {
            made.next();
            return made.getLong(1);
        }
    }

    private static void point(PreparedStatement head, Row row, long seq) throws SQLException {
        head.setString(1, row.id());
        head.setLong(2, row.version());
        head.setLong(3, row.at());
        head.setLong(4, seq);
        for (int column = 0; column < row.columns().size(); column++) {
            head.setString(5 + column, row.columns().get(column));
        }
        head.executeUpdate();
    }

    /** Removes what an id's head does not point at: all of it, once the head is gone. */
    private static void forget(PreparedStatement forget, String id) throws SQLException {
        forget.setString(1, id);
        forget.executeUpdate();
    }

    private static void storePositions(Connection connection, Map<Integer, Long> next) throws SQLException {
        try (var insert = connection.prepareStatement("INSERT OR REPLACE INTO positions VALUES (?, ?)")) {
            for (Map.Entry<Integer, Long> position : next.entrySet()) {
                insert.setInt(1, position.getKey());
                insert.setLong(2, position.getValue());
                insert.executeUpdate();
            }
        }
    }

    /** Takes the oldest records beyond the number to keep, a slice at a time so that no transaction grows long. */
    private boolean trim(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            long oldest = 0;
            long newest = 0;
            try (ResultSet rows =
                    statement.executeQuery("SELECT (SELECT min(seq) FROM records), (SELECT max(seq) FROM records)")) {
                if (rows.next()) {
                    oldest = rows.getLong(1);
                    newest = rows.getLong(2);
                }
            }
            long excess = newest - oldest + 1 - keep;
            if (excess < TRIMMED_AT_ONCE) {
                return false;
            }
            long last = oldest + Math.min(excess, 4 * TRIMMED_AT_ONCE) - 1;
            statement.executeUpdate("DELETE FROM records WHERE seq <= " + last);
            statement.executeUpdate("DELETE FROM heads WHERE seq <= " + last);
            return true;
        }
    }

    private Map<Integer, Long> storedPositions() {
        return database.read(connection -> {
            Map<Integer, Long> stored = new TreeMap<>();
            try (var select = connection.prepareStatement("SELECT \"partition\", next FROM positions");
                    ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    stored.put(rows.getInt(1), rows.getLong(2));
                }
            }
            return stored;
        });
    }

    private static @Nullable String about(Connection connection, String name) throws SQLException {
        try (var select = connection.prepareStatement("SELECT value FROM about WHERE name = ?")) {
            select.setString(1, name);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? rows.getString(1) : null;
            }
        }
    }

    private static List<String> strings(PreparedStatement select) throws SQLException {
        List<String> strings = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
        }
        return strings;
    }

    private static Page page(PreparedStatement select, int limit) throws SQLException {
        List<String> items = new ArrayList<>();
        Optional<Cursor> next = Optional.empty();
        Cursor last = new Cursor(0, "");
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                if (items.size() == limit) {
                    next = Optional.of(last);
                    break;
                }
                last = new Cursor(rows.getLong(1), rows.getString(2));
                items.add(rows.getString(3));
            }
        }
        return new Page(items, next);
    }
}
