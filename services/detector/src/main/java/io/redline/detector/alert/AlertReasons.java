package io.redline.detector.alert;

import io.redline.schemas.ArticleRef;
import io.redline.schemas.Stance;
import io.redline.schemas.StanceShift;
import io.redline.schemas.Term;
import io.redline.schemas.Watch;
import io.redline.schemas.internal.AlertSupport;
import io.redline.schemas.internal.WatchMatch;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says in one plain sentence why an editor gets an alert. */
final class AlertReasons {

    private static final int MOST_TERMS = 3;

    /** English names by ISO 3166-1 alpha-3 code. */
    private static final Map<String, String> COUNTRIES = Arrays.stream(Locale.getISOCountries())
            .map(code -> new Locale("", code))
            .collect(Collectors.toUnmodifiableMap(
                    Locale::getISO3Country, country -> country.getDisplayCountry(Locale.ENGLISH)));

    private AlertReasons() {}

    static String why(
            Watch watch,
            WatchMatch match,
            @Nullable Stance stance,
            @Nullable StanceShift shift,
            @Nullable String unread) {
        if (shift != null) {
            return actor(shift.getActor(), shift.getActorText()) + " moved from " + shift.getFrom() + " to "
                    + shift.getTo() + towards(shift.getTargetText()) + about(shift.getIssue()) + "."
                    + onOneSource(shift);
        }
        if (stance != null) {
            return actor(stance.getActor(), stance.getActorText()) + " takes a " + stance.getSide() + " stance"
                    + towards(stance.getTargetText()) + about(stance.getIssue()) + action(stance)
                    + (stance.getConditional() ? ", on a condition" : "")
                    + saidBy(stance) + ".";
        }
        String silent = unread == null ? "." : "; its stances were not read: " + unread + ".";
        if (match.getTerms().isEmpty()) {
            return "\"" + watch.getName() + "\" asks for every article" + silent;
        }
        return words(match.getTerms()) + " met your watch \"" + watch.getName() + "\"" + silent;
    }

    /**
     * What an alert no longer rests on, in one sentence.
     *
     * @param gone the article that counts no longer; null when only a shift does not
     * @param why why it does not: the end of a sentence
     * @param undone a shift that counts no longer; null for none
     */
    static String ended(@Nullable AlertSupport gone, String why, @Nullable StanceShift undone) {
        if (gone != null) {
            return quoted(gone.getArticle()) + " no longer counts, since " + why + ".";
        }
        return undone == null
                ? "What it rested on no longer counts."
                : "The move of " + undone.getActorText() + " from " + undone.getFrom() + " to " + undone.getTo()
                        + " no longer stands, since a report that it rested on was taken back.";
    }

    /** What an alert still rests on, in one sentence. */
    static String stillCarried(AlertSupport lead, String kindBefore, String kindNow) {
        String source = lead.getArticle().getSource();
        return (source.isEmpty() ? "Another report" : source) + " still carries the story"
                + (kindBefore.equals("shift") && !kindNow.equals("shift") ? ", but not the shift." : ".");
    }

    /** Who it is: a text that only its sentence explains, such as "his country's missiles", gives way to the country's name. */
    private static String actor(@Nullable String code, String text) {
        boolean name = text.isEmpty() || !Character.isLowerCase(text.codePointAt(0));
        return name || code == null ? text : COUNTRIES.getOrDefault(code, text);
    }

    private static String quoted(ArticleRef article) {
        return "\"" + article.getHeadline() + "\"";
    }

    private static String onOneSource(StanceShift shift) {
        return shift.getSources() > 1
                ? ""
                : " So far on the word of one source, " + AlertBook.sourceOf(shift.getArticle()) + ".";
    }

    private static String words(List<Term> terms) {
        Set<String> words = new LinkedHashSet<>();
        terms.forEach(term -> words.add("\"" + term.getText() + "\" in the " + term.getField()));
        List<String> shown = words.stream().limit(MOST_TERMS).toList();
        int more = words.size() - shown.size();
        return String.join(", ", shown) + (more > 0 ? " and " + more + " more" : "");
    }

    private static String towards(@Nullable String target) {
        return target == null ? "" : " towards " + target;
    }

    private static String about(@Nullable String issue) {
        return issue == null ? "" : " on " + issue.replace('-', ' ');
    }

    /** Who says so, where it is somebody else. */
    private static String saidBy(Stance stance) {
        String speaker = stance.getSpeaker();
        return speaker == null || speaker.equals(stance.getActorText()) ? "" : ", says " + speaker;
    }

    private static String action(Stance stance) {
        return stance.getAction() == null ? "" : " (" + stance.getAction().toLowerCase(Locale.ROOT) + ")";
    }
}
