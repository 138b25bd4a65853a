package io.redline.detector.actor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table in a text file: columns between tabs, UTF-8, {@code #} starts a comment line.
 *
 * @param name the file's name without its directory
 * @param lines its lines
 */
record DataFile(String name, List<String> lines) {

    /** A file that comes with Redline. */
    static DataFile resource(String name) {
        try (InputStream in = DataFile.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The data file " + name + " is missing from the build");
            }
            return new DataFile(
                    name,
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of a desk. */
    static DataFile of(Path file) {
        try {
            return new DataFile(file.getFileName().toString(), Files.readAllLines(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new DataFileException("Cannot read " + file + ": give a readable UTF-8 file");
        }
    }

    /** The data files of a directory, in the order of their names. */
    static List<Path> list(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".tsv"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new DataFileException("Cannot list " + directory + ": give a readable directory of .tsv files");
        }
    }

    /**
     * Hands each row to a reader.
     *
     * @param columns how many columns a row needs at least
     * @throws DataFileException when a row has fewer, or the reader refuses it
     */
    void rows(int columns, Consumer<Row> reader) {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.isBlank() && !line.startsWith("#")) {
                Row row = new Row(name, i + 1, line.split("\t", -1));
                if (row.cells.length < columns) {
                    throw row.wrong("it has " + row.cells.length + " columns and needs at least " + columns
                            + ", with a tab between them");
                }
                try {
                    reader.accept(row);
                } catch (IllegalArgumentException e) {
                    throw row.wrong(e.getMessage());
                }
            }
        }
    }

    /** A line of a table. */
    static final class Row {
        private final String file;
        private final int line;
        private final String[] cells;

        private Row(String file, int line, String[] cells) {
            this.file = file;
            this.line = line;
            this.cells = cells;
        }

        @Nullable
        String optional(int column) {
            String cell = column < cells.length ? cells[column].strip() : "";
            return cell.isEmpty() ? null : cell;
        }

        String required(int column, String label) {
            String cell = optional(column);
            if (cell == null) {
                throw wrong(label + " is empty");
            }
            return cell;
        }

        List<String> list(int column) {
            String cell = optional(column);
            return cell == null ? List.of() : Gazetteer.split(cell, ';');
        }

        <E extends Enum<E>> E constant(int column, String label, Class<E> type) {
            String cell = required(column, label);
            for (E constant : type.getEnumConstants()) {
                if (constant.name().equalsIgnoreCase(cell)) {
                    return constant;
                }
            }
            throw wrong(label + " is \"" + cell + "\": use one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", ")));
        }

        DataFileException wrong(@Nullable String why) {
            return new DataFileException(file + ", line " + line + ": " + why);
        }
    }
}
