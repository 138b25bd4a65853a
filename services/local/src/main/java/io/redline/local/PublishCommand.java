package io.redline.local;

import io.redline.ingest.format.ArticleFiles;
import io.redline.ingest.format.ArticleRules;
import io.redline.ingest.format.JsonArticles;
import io.redline.ingest.format.Reading;
import io.redline.ingest.format.UnreadableInputException;
import io.redline.runtime.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Publishes articles from files, standard input or addresses. */
@Command(
        name = "publish",
        description =
                "Publishes articles: plain text (the first line is the headline), JSON, JSON Lines, ninjs, RSS or Atom."
                        + " Ends with exit code 1 when any was rejected.")
final class PublishCommand implements Callable<Integer> {

    private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(20).toMillis();
    private static final Duration REPORTED_EVERY = Duration.ofSeconds(2);

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE|-|URL",
            description = "Files, - for standard input, or http(s) addresses.")
    private List<String> inputs = List.of();

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private long rejected;
    private boolean unreadable;
    private long reportedAt = System.nanoTime();

    @Override
    public Integer call() {
        ArticleRules rules = new ArticleRules(Settings.of(System.getenv()).get(ArticleRules.MAX_ARTICLE_BYTES));
        ArticleFiles files = new ArticleFiles(rules, InstantSource.system());
        ArticleBatch batch = new ArticleBatch(server.client(), this::reject);
        try {
            inputs.forEach(input -> read(files, input, batch));
            batch.post();
        } finally {
            // Also when the desk stops answering half-way: what it had accepted then is accepted.
            spec.commandLine().getOut().println("Accepted " + batch.accepted() + ", rejected " + rejected + ".");
        }
        return rejected == 0 && !unreadable ? 0 : 1;
    }

    /** Reads an input; one that cannot be read does not keep the others from being published. */
    private void read(ArticleFiles files, String input, ArticleBatch batch) {
        String name = input.equals("-") ? "stdin" : input;
        PrintWriter err = spec.commandLine().getErr();
        try (InputStream stream = open(input)) {
            files.read(stream, name, reading -> take(name, reading, batch));
            return;
        } catch (NoSuchFileException missing) {
            err.println(name + ": there is no such file.");
        } catch (AccessDeniedException guarded) {
            err.println(name + ": this file may not be read: make it readable for you.");
        } catch (ConnectException | UnknownHostException silent) {
            err.println(name + ": nothing answers at this address: check it, and that its server runs.");
        } catch (UnreadableInputException | IOException | IllegalArgumentException fault) {
            err.println(name + ": " + fault.getMessage());
        }
        unreadable = true;
    }

    private void take(String name, Reading reading, ArticleBatch batch) {
        String place = name + ":" + (reading.index() + 1);
        if (reading instanceof Reading.Accepted read) {
            batch.add(place, JsonArticles.write(read.article()));
        } else if (reading instanceof Reading.Refused refused) {
            reject(new ArticleBatch.Rejection(place, refused.reason()));
        }
        long now = System.nanoTime();
        if (now - reportedAt > REPORTED_EVERY.toNanos()) {
            spec.commandLine().getErr().println("  " + place + " ...");
            reportedAt = now;
        }
    }

    private void reject(ArticleBatch.Rejection rejection) {
        rejected++;
        spec.commandLine().getOut().println(rejection.place() + ": " + rejection.reason());
    }

    private static Path file(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw new IOException("this is a directory: name the files in it");
        }
        return path;
    }

    private static InputStream open(String input) throws IOException {
        if (input.equals("-")) {
            return System.in;
        }
        if (!input.startsWith("http://") && !input.startsWith("https://")) {
            return Files.newInputStream(file(Path.of(input)));
        }
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(input).toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setRequestProperty("User-Agent", "Redline");
        int status = connection.getResponseCode();
        if (status != HttpURLConnection.HTTP_OK) {
            throw new IOException("the server answered with HTTP status " + status);
        }
        return connection.getInputStream();
    }
}
