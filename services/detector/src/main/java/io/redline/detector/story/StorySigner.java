package io.redline.detector.story;

import io.redline.detector.text.SlugRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads an article into its {@link StorySignature}. News is written with what matters on top, so a term counts most in
 * the headline, more in the opening than further down, and not at all beyond the first few paragraphs.
 */
public final class StorySigner {

    private static final int HEADLINE_WEIGHT = 4;
    private static final int OPENING_WEIGHT = 2;
    private static final int BODY_WEIGHT = 1;

    /** Content words that make the opening: about two paragraphs. */
    private static final int OPENING_LENGTH = 60;

    /** Content words read at all. */
    private static final int READ_LENGTH = 250;

    /** Words of wording compared: what copies have in common shows well before. */
    private static final int WORDING_LENGTH = 2_000;

    /** Characters looked at; an article is never near as long. */
    private static final int LONGEST_TEXT = 40_000;

    /** Characters of a headline that can be its title. */
    private static final int LONGEST_TITLE = 300;

    private static final int FEWEST_TITLE_WORDS = 4;

    /** A body shorter than this many words is sketched together with its headline. */
    private static final int SHORT_BODY = 12;

    /** How lines begin that outlets put around any article whatsoever. */
    private static final Pattern BOILERPLATE =
            Pattern.compile("\\W*(?:\\((?:reporting|writing|editing|additional reporting)\\b"
                    + "|(?:click|tap) here|read more|read also|also read|see also|related:|sign up|subscribe|follow us|join us"
                    + "|advertisement|copyright|\u00a9|share this|download (?:the|our)"
                    + "|support (?:our|independent) journalism|this (?:article|story|post|report) (?:was|has been|is|appeared|originally)"
                    + "|(?:our|the) standards:|get (?:the|our) .{0,40}(?:newsletter|inbox|app)|for more .{0,60}(?:visit|follow|go to)"
                    + "|more (?:from|on|stories)|editor'?s note)");

    /** What only such lines have, anywhere in them. */
    private static final List<String> BOILERPLATE_PHRASES =
            List.of("newsletter", "all rights reserved", "terms of use", "terms of service", "privacy policy");

    private static final int LONGEST_BOILERPLATE = 400;

    private static final Pattern PRIMARY_LANGUAGE = Pattern.compile("[A-Za-z]{2,8}");

    private StorySigner() {}

    /**
     * The signature of an article. Any text will do, also none.
     *
     * @param source the outlet's name; empty when unknown
     * @param language BCP 47 tag; {@code und} or empty when unknown
     * @param byline as printed, if any
     */
    public static StorySignature sign(
            String source, String language, String headline, @Nullable String byline, String body) {
        String text = body.substring(0, Math.min(body.length(), LONGEST_TEXT));
        List<String> headlineWords = StoryWords.read(headline.substring(0, Math.min(headline.length(), LONGEST_TEXT)));
        List<String> bodyWords = StoryWords.read(withoutBoilerplate(text));
        CreditLines credits = CreditLines.read(source, byline, text);
        return new StorySignature(
                primaryLanguage(language),
                credits.outlet(),
                credits.origin(),
                credits.mentions(),
                terms(headlineWords, bodyWords),
                WordingSketch.of(wording(headlineWords, bodyWords)),
                title(headline),
                0);
    }

    /** Two words may head anything: a title of so few is none, unless it names the parts of a running story. */
    private static int title(String headline) {
        String cut = headline.substring(0, Math.min(headline.length(), LONGEST_TITLE));
        String title = SlugRule.runningTitle(cut);
        List<String> words = StoryWords.read(title);
        boolean named = title.length() < SlugRule.withoutSlug(cut).length();
        return words.size() < (named ? 2 : FEWEST_TITLE_WORDS) ? 0 : TermHash.of(String.join(" ", words));
    }

    private static String primaryLanguage(String tag) {
        Matcher primary = PRIMARY_LANGUAGE.matcher(tag);
        String subtag = primary.lookingAt() ? primary.group().toLowerCase(Locale.ROOT) : "";
        return subtag.equals("und") ? "" : subtag;
    }

    private static String withoutBoilerplate(String body) {
        StringBuilder kept = new StringBuilder(body.length());
        for (String line : body.split("\n")) {
            if (line.length() > LONGEST_BOILERPLATE || !isBoilerplate(line.toLowerCase(Locale.ROOT))) {
                kept.append(line).append('\n');
            }
        }
        return kept.toString();
    }

    private static boolean isBoilerplate(String line) {
        return BOILERPLATE.matcher(line).lookingAt()
                || BOILERPLATE_PHRASES.stream().anyMatch(line::contains);
    }

    private static List<String> wording(List<String> headlineWords, List<String> bodyWords) {
        if (bodyWords.size() >= SHORT_BODY) {
            return bodyWords.subList(0, Math.min(bodyWords.size(), WORDING_LENGTH));
        }
        List<String> all = new ArrayList<>(headlineWords);
        all.addAll(bodyWords);
        return all.subList(0, Math.min(all.size(), WORDING_LENGTH));
    }

    private static int[] terms(List<String> headlineWords, List<String> bodyWords) {
        Map<String, Integer> weights = new LinkedHashMap<>();
        for (String word : new HashSet<>(headlineWords)) {
            String term = StoryWords.term(word);
            if (!term.isEmpty()) {
                weights.put(term, HEADLINE_WEIGHT);
            }
        }
        int read = 0;
        for (String word : bodyWords) {
            String term = StoryWords.term(word);
            if (!term.isEmpty()) {
                weights.merge(term, read < OPENING_LENGTH ? OPENING_WEIGHT : BODY_WEIGHT, Integer::sum);
                if (++read == READ_LENGTH) {
                    break;
                }
            }
        }
        return packed(weights);
    }

    /** The heaviest terms, ascending by number; terms whose numbers collide become one. */
    private static int[] packed(Map<String, Integer> weights) {
        List<Map.Entry<String, Integer>> heaviest = new ArrayList<>(weights.entrySet());
        heaviest.sort(
                Map.Entry.<String, Integer>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()));
        int[] packed = heaviest.stream()
                .limit(StorySignature.MAX_TERMS)
                .mapToInt(term -> StorySignature.packed(StorySignature.termNumber(term.getKey()), term.getValue()))
                .sorted()
                .toArray();
        return distinct(packed);
    }

    private static int[] distinct(int[] packed) {
        // Sorting by unsigned number, so that the order is that of the term numbers.
        for (int at = 0; at < packed.length; at++) {
            packed[at] ^= Integer.MIN_VALUE;
        }
        Arrays.sort(packed);
        int kept = 0;
        for (int at = 0; at < packed.length; at++) {
            int term = packed[at] ^ Integer.MIN_VALUE;
            if (kept > 0 && (packed[kept - 1] ^ term) >>> (Integer.SIZE - StorySignature.TERM_BITS) == 0) {
                packed[kept - 1] = term;
            } else {
                packed[kept++] = term;
            }
        }
        return Arrays.copyOf(packed, kept);
    }
}
