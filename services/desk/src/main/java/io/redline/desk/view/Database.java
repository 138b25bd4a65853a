package io.redline.desk.view;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * One SQLite file: one writer at a time, several readers beside it (write-ahead log), each on a connection of its own.
 *
 * <p>Everything in it can be rebuilt from Kafka, so a file that is damaged is thrown away.
 */
final class Database implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int READERS = 3;
    private static final int BUSY_MILLIS = 5_000;
    private static final int CACHE_KIB = 4_096;

    private final Path file;
    private final Connection writer;
    private final ReentrantLock writing = new ReentrantLock();
    private final BlockingQueue<Connection> readers = new ArrayBlockingQueue<>(READERS);

    private Database(Path file, Connection writer) {
        this.file = file;
        this.writer = writer;
    }

    /** Works on a connection. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /**
     * Opens a file, or makes it.
     *
     * @param fingerprint what the file must say of itself; one that says something else is made anew
     * @param schema statements that make its tables
     * @throws ViewUnavailableException when the file can be neither opened nor made
     */
    static Database open(Path file, String fingerprint, Iterable<String> schema) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Optional<Database> known = known(file, fingerprint);
            if (known.isPresent()) {
                return known.get();
            }
            delete(file);
            Database fresh = connect(file);
            fresh.make(fingerprint, schema);
            return fresh;
        } catch (IOException | SQLException fault) {
            throw new ViewUnavailableException(
                    "Cannot keep the desk's data in " + file + " (" + fault.getMessage()
                            + "): make the directory writable and give it room, or set REDLINE_DATA_DIR to another",
                    fault);
        }
    }

    /** Runs work in a transaction, alone. */
    <T> T write(Work<T> work) {
        writing.lock();
        try {
            T result = work.on(writer);
            writer.commit();
            return result;
        } catch (SQLException fault) {
            rollBack(fault);
            throw new ViewUnavailableException("Cannot write " + file + ": " + fault.getMessage(), fault);
        } catch (RuntimeException fault) {
            rollBack(fault);
            throw fault;
        } finally {
            writing.unlock();
        }
    }

    /** Runs work on one snapshot of the data. */
    <T> T read(Work<T> work) {
        Connection reader = borrow();
        try {
            T result = work.on(reader);
            reader.rollback();
            return result;
        } catch (SQLException fault) {
            throw new ViewUnavailableException("Cannot read " + file + ": " + fault.getMessage(), fault);
        } finally {
            readers.add(reader);
        }
    }

    @Override
    public void close() {
        try {
            writer.close();
            for (Connection reader : readers) {
                reader.close();
            }
        } catch (SQLException fault) {
            LOG.warn("Cannot close {}: {}", file, fault.getMessage());
        }
    }

    private Connection borrow() {
        try {
            Connection reader = readers.poll(BUSY_MILLIS, TimeUnit.MILLISECONDS);
            if (reader == null) {
                throw new ViewUnavailableException(
                        "The desk is busy with other questions: ask again in a moment", null);
            }
            return reader;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new ViewUnavailableException("The desk is stopping", stopping);
        }
    }

    private void rollBack(Exception fault) {
        try {
            writer.rollback();
        } catch (SQLException again) {
            fault.addSuppressed(again);
        }
    }

    private static Database connect(Path file) throws SQLException {
        Database database = new Database(file, config().createConnection("jdbc:sqlite:" + file));
        database.writer.setAutoCommit(false);
        for (int i = 0; i < READERS; i++) {
            Connection reader = config().createConnection("jdbc:sqlite:" + file);
            reader.setAutoCommit(false);
            database.readers.add(reader);
        }
        return database;
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        // A power cut may lose the last commits, with their offsets: they are read from Kafka again.
        config.setSynchronous(SynchronousMode.NORMAL);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setCacheSize(-CACHE_KIB);
        return config;
    }

    /** The file as it is, if it is what it should be. */
    private static Optional<Database> known(Path file, String fingerprint) throws SQLException {
        try {
            Database database = connect(file);
            if (database.fits(fingerprint)) {
                return Optional.of(database);
            }
            database.close();
        } catch (SQLiteException fault) {
            if (fault.getResultCode() != SQLiteErrorCode.SQLITE_NOTADB
                    && fault.getResultCode() != SQLiteErrorCode.SQLITE_CORRUPT) {
                throw fault;
            }
            LOG.warn("{} is damaged and is made anew", file);
        }
        return Optional.empty();
    }

    private boolean fits(String fingerprint) {
        try (Statement statement = writer.createStatement();
                var rows = statement.executeQuery("SELECT value FROM about WHERE name = 'fingerprint'")) {
            return rows.next() && fingerprint.equals(rows.getString(1));
        } catch (SQLException missingOrDamaged) {
            LOG.debug("{} is made anew", file, missingOrDamaged);
            return false;
        }
    }

    private void make(String fingerprint, Iterable<String> schema) {
        write(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE about(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID");
                for (String line : schema) {
                    statement.execute(line);
                }
            }
            try (var insert = connection.prepareStatement("INSERT INTO about VALUES ('fingerprint', ?)")) {
                insert.setString(1, fingerprint);
                return insert.executeUpdate();
            }
        });
    }

    private static void delete(Path file) throws IOException {
        for (String suffix : new String[] {"", "-wal", "-shm"}) {
            Files.deleteIfExists(Path.of(file + suffix));
        }
    }
}
