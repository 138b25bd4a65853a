package io.redline.detector.actor;

import io.redline.detector.actor.Units.Part;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The small words of English and the part each plays around noun phrases. */
final class FunctionWords {

    private static final Map<String, Part> PARTS = parts();

    private static final Set<String> CALENDAR = words("""
            monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
            september october november december jan feb mar apr jun jul aug sep sept oct nov dec""");

    private static final Set<String> AUXILIARIES = words("""
            is are was were be been being am has have had having do does did will would can could may might shall should
            must""");

    private static final Set<String> REPORTING = words("said says told tells urges warns vows denies");

    private static final Set<String> PARTICLES =
            words("de al el bin bint ibn van von der den da di du dos la le ul ur e y abu");

    private static final Set<String> APPROXIMATORS = words("about around nearly almost over more");

    private FunctionWords() {}

    private static Map<String, Part> parts() {
        Map<String, Part> parts = new HashMap<>();
        put(parts, Part.STOP, """
                that which what when where why how if but because while whether although though unless so not never also only
                just still yet already again then now there here very too even up down out back away once i we you me us nor
                either neither however meanwhile today yesterday tomorrow tonight according ago earlier later soon perhaps
                maybe indeed instead therefore thus else rather quite pm ever together please yes nothing everything something
                anything nobody everyone someone anyone whose whom""");
        put(parts, Part.PREPOSITION, """
                in on at to from by with for against between among near outside inside across towards toward into onto over
                under after before during through throughout within without despite since until via per as than like amid
                behind beyond along around off upon about regarding concerning above below versus vs plus except following""");
        put(parts, Part.DETERMINER, """
                the a an this these those some any no each every both all many most few several another other such more nearly
                almost""");
        put(parts, Part.POSSESSIVE_PRONOUN, "his her its their our my your");
        put(parts, Part.PRONOUN, "he she it they him them himself herself itself themselves");
        put(parts, Part.CONJUNCTION, "and or &");
        put(parts, Part.OF, "of");
        put(parts, Part.WHO, "who");
        put(parts, Part.POSSESSIVE, "'s");
        put(parts, Part.COMMA, ",");
        return parts;
    }

    private static void put(Map<String, Part> parts, Part part, String words) {
        words(words).forEach(word -> parts.put(word, part));
    }

    /** The words of a list with spaces between. */
    static Set<String> words(String words) {
        return Set.of(words.strip().split("\\s+"));
    }

    /** The part a small word plays; null for any other word. */
    static @Nullable Part part(String word) {
        return PARTS.get(word);
    }

    static boolean isCalendar(String word) {
        return CALENDAR.contains(word);
    }

    static boolean isAuxiliary(String word) {
        return AUXILIARIES.contains(word);
    }

    /** Whether a word is a verb that mostly a name goes before. */
    static boolean isReporting(String word) {
        return REPORTING.contains(word);
    }

    /** Whether a word may stand in small letters inside a name, as in "Ursula von der Leyen". */
    static boolean isParticle(String word) {
        return PARTICLES.contains(word);
    }

    /** Whether a word before a number makes it a rough one. */
    static boolean isApproximator(String word) {
        return APPROXIMATORS.contains(word);
    }
}
