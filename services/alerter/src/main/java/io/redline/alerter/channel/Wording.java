package io.redline.alerter.channel;

import io.redline.schemas.Alert;
import io.redline.schemas.Stance;
import io.redline.schemas.StanceShift;
import io.redline.schemas.Term;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An alert in words, for channels that people read.
 *
 * @param label what kind of news this is: {@code Alert}, {@code Update}, {@code Taken back}
 * @param headline the article's headline, matched words marked
 * @param excerpt the passage that raised the alert, matched words marked; may be empty
 * @param finding the stance or shift that raised it, in one line; empty for a keyword alert
 * @param reason why its reader gets this
 * @param context source, time and how many carry the story
 * @param watch name of the watch
 * @param link where to read the article, if it has a web address
 */
public record Wording(
        String label,
        MarkedText headline,
        MarkedText excerpt,
        Optional<String> finding,
        String reason,
        String context,
        String watch,
        Optional<URI> link) {

    private static final String TAKEN_BACK = "Taken back";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** Words an event that is about one alert. */
    public static Wording of(Event event) {
        return of(event.alert(), label(event.type()));
    }

    /** Words an alert as one among others. */
    static Wording ofState(Alert alert) {
        return of(alert, alert.getState().equals("retracted") ? TAKEN_BACK : "Alert");
    }

    private static Wording of(Alert alert, String label) {
        List<String> words = alert.getTerms().stream().map(Term::getText).toList();
        return new Wording(
                label,
                MarkedText.of(headline(alert), words),
                MarkedText.of(alert.getExcerpt(), words),
                finding(alert),
                reason(alert, label),
                context(alert),
                MarkedText.oneLine(alert.getWatch().getName()),
                link(alert.getArticle().getUrl()));
    }

    /** The event in one line: what kind of news, and the headline. */
    public String title() {
        return label + ": " + headline.plain();
    }

    /** True when it takes back what was told before. */
    public boolean takesBack() {
        return label.equals(TAKEN_BACK);
    }

    /** A time as people read it. */
    public static String time(Instant time) {
        return TIME.format(time);
    }

    private static String label(String type) {
        return switch (type) {
            case "alert.updated" -> "Update";
            case "alert.retracted" -> TAKEN_BACK;
            default -> "Alert";
        };
    }

    /** Without the label, which stands beside it. */
    private static String reason(Alert alert, String label) {
        String reason = MarkedText.oneLine(alert.getReason());
        String said = label + ": ";
        return reason.startsWith(said) ? reason.substring(said.length()) : reason;
    }

    private static String headline(Alert alert) {
        String headline = alert.getArticle().getHeadline();
        return headline.isBlank() ? "(no headline)" : headline;
    }

    private static Optional<String> finding(Alert alert) {
        StanceShift shift = alert.getShift();
        if (shift != null) {
            return Optional.of(MarkedText.oneLine("%s towards %s: from %s to %s"
                    .formatted(
                            shift.getActorText(), orSomebody(shift.getTargetText()), shift.getFrom(), shift.getTo())));
        }
        Stance stance = alert.getStance();
        return Optional.ofNullable(stance)
                .map(found -> MarkedText.oneLine("%s towards %s: %s"
                        .formatted(found.getActorText(), orSomebody(found.getTargetText()), found.getSide())));
    }

    private static String orSomebody(@Nullable String text) {
        return Objects.requireNonNullElse(text, "anybody");
    }

    private static String context(Alert alert) {
        int sources = alert.getStory().getSources();
        return MarkedText.oneLine(alert.getArticle().getSource())
                + " · " + time(alert.getArticle().getPublishedAt())
                + (sources > 1 ? " · " + sources + " independent sources" : "");
    }

    /** Only web addresses become links: a feed must not smuggle in a script. */
    private static Optional<URI> link(@Nullable String url) {
        try {
            URI uri = new URI(Objects.requireNonNullElse(url, ""));
            String scheme = Objects.requireNonNullElse(uri.getScheme(), "");
            boolean web = scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http");
            return web && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException notAnAddress) {
            return Optional.empty();
        }
    }
}
