package io.redline.desk.watch;

import io.redline.runtime.WrongJsonException;
import io.redline.schemas.Side;
import io.redline.schemas.StanceCriteria;
import io.redline.schemas.Watch;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a right watch looks like. Every refusal names the field and says what would be right. */
final class WatchRules {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern SLUG = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final List<String> KINDS = List.of("keyword", "stance", "shift", "quiet-source");
    private static final int MAX_NAME = 200;
    private static final int MAX_SOURCES = 100;
    private static final int MAX_CHANNELS = 20;
    private static final int MAX_TAGS = 20;
    private static final int MAX_TAG = 50;

    /** Addresses beside those of watches. */
    private static final Set<String> RESERVED = Set.of("export", "import", "preview");

    private WatchRules() {}

    /**
     * Checks everything but the query.
     *
     * @param channels what a right channel looks like
     * @throws WrongJsonException naming the first field that is wrong
     */
    static void check(Watch watch, ChannelRules channels) {
        require(
                ID.matcher(watch.getId()).matches(),
                "id",
                "should be 1 to 100 letters, digits, dots, dashes or underscores, the first a letter or digit");
        require(!RESERVED.contains(watch.getId()), "id", "is an address of the API: choose another");
        checkText("name", watch.getName(), MAX_NAME);
        String kinds = String.join(", ", KINDS);
        require(!watch.getOn().isEmpty(), "on", "should name what raises an alert: " + kinds);
        for (String kind : watch.getOn()) {
            require(KINDS.contains(kind), "on", "should hold only " + kinds + ", not \"" + kind + "\"");
        }
        require(Set.copyOf(watch.getOn()).size() == watch.getOn().size(), "on", "should name each kind once");
        if (watch.getStance() != null) {
            check(watch.getStance());
        }
        require(
                watch.getMinSources() >= 1 && watch.getMinSources() <= MAX_SOURCES,
                "minSources",
                "should be a whole number from 1 to " + MAX_SOURCES);
        require(watch.getChannels().size() <= MAX_CHANNELS, "channels", "should be at most " + MAX_CHANNELS);
        channels.check("channels", watch.getChannels());
        WatchTimingRules.check(watch);
        if (watch.getEscalation() != null) {
            channels.check("escalation.channels", watch.getEscalation().getChannels());
        }
        if (watch.getOwner() != null) {
            checkText("owner", watch.getOwner(), MAX_NAME);
        }
        require(watch.getTags().size() <= MAX_TAGS, "tags", "should be at most " + MAX_TAGS);
        watch.getTags().forEach(tag -> checkText("tags", tag, MAX_TAG));
    }

    private static void check(StanceCriteria stance) {
        checkSlug("stance.actor", stance.getActor(), "an ISO 3166-1 alpha-3 code such as IRN, or an actor's slug");
        checkSlug("stance.target", stance.getTarget(), "an ISO 3166-1 alpha-3 code such as USA, or an actor's slug");
        checkSlug("stance.issue", stance.getIssue(), "an issue's slug such as missile-program");
        if (stance.getSide() != null) {
            try {
                Side.of(stance.getSide());
            } catch (IllegalArgumentException wrong) {
                throw new WrongJsonException("stance.side", "should be cooperative, conflict, neutral or null");
            }
        }
        require(
                stance.getMinConfidence() >= 0 && stance.getMinConfidence() <= 1,
                "stance.minConfidence",
                "should be a number from 0 to 1");
    }

    private static void checkSlug(String path, @Nullable String slug, String expectation) {
        require(slug == null || SLUG.matcher(slug).matches(), path, "should be " + expectation);
    }

    private static void checkText(String path, String text, int most) {
        require(
                !text.isBlank() && text.length() <= most && text.chars().noneMatch(Character::isISOControl),
                path,
                "should be a text of 1 to " + most + " characters without control characters");
    }

    private static void require(boolean right, String path, String expectation) {
        if (!right) {
            throw new WrongJsonException(path, expectation);
        }
    }

    /** The id of a watch that came without one, made of its name: {@code Iran: talks} becomes {@code iran-talks}. */
    static String slug(String name) {
        String slug = Normalizer.normalize(name, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        return slug.isEmpty() || RESERVED.contains(slug) ? "watch" : slug.substring(0, Math.min(slug.length(), 60));
    }
}
