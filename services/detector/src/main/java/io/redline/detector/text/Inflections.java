package io.redline.detector.text;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The inflected forms of English verbs and nouns, by rule and by a table of the irregular ones newswire uses. */
public final class Inflections {

    /**
     * The forms of a verb.
     *
     * @param base the infinitive, such as {@code take}
     * @param third the third person, {@code takes}
     * @param past the past tense, {@code took}
     * @param participle the past participle, {@code taken}
     * @param gerund the present participle, {@code taking}
     */
    public record VerbForms(String base, String third, String past, String participle, String gerund) {}

    private static final Map<String, String[]> IRREGULAR = irregular();

    /** Verbs of more than one syllable that double their last consonant. */
    private static final Set<String> DOUBLING = Set.of(
            "admit",
            "allot",
            "commit",
            "compel",
            "concur",
            "confer",
            "control",
            "defer",
            "deter",
            "expel",
            "impel",
            "incur",
            "occur",
            "omit",
            "patrol",
            "permit",
            "prefer",
            "propel",
            "rebel",
            "recur",
            "refer",
            "regret",
            "remit",
            "repel",
            "submit",
            "transfer",
            "transmit",
            "unplug",
            "upset",
            "equip",
            "kidnap",
            "abhor",
            "abet",
            "acquit",
            "rebut",
            "backtrack");

    private Inflections() {}

    /** The forms of the verb with this infinitive. */
    public static VerbForms verb(String base) {
        String[] irregular = IRREGULAR.get(base);
        String third = irregular != null && irregular.length > 2 ? irregular[2] : third(base);
        String past = irregular != null ? irregular[0] : past(base);
        String participle = irregular != null ? irregular[1] : past;
        return new VerbForms(base, third, past, participle, gerund(base));
    }

    /** A noun and its plural. */
    public static Set<String> noun(String singular) {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(singular);
        switch (singular) {
            case "man", "woman", "serviceman", "policeman", "gunman", "fisherman", "militiaman", "spokesman" ->
                forms.add(singular.substring(0, singular.length() - 2) + "en");
            case "child" -> forms.add("children");
            case "crisis", "analysis", "basis" -> forms.add(singular.substring(0, singular.length() - 2) + "es");
            case "life", "wife", "knife", "thief" -> forms.add(singular.replaceAll("fe?$", "ves"));
            default -> forms.add(third(singular));
        }
        return forms;
    }

    private static String third(String base) {
        if (base.endsWith("s")
                || base.endsWith("x")
                || base.endsWith("z")
                || base.endsWith("ch")
                || base.endsWith("sh")) {
            return base + "es";
        }
        if (base.endsWith("o") && !base.endsWith("oo") && !base.endsWith("io") && !base.endsWith("eo")) {
            return base + "es";
        }
        if (endsInConsonantY(base)) {
            return base.substring(0, base.length() - 1) + "ies";
        }
        return base + "s";
    }

    private static String past(String base) {
        if (base.endsWith("e")) {
            return base + "d";
        }
        if (endsInConsonantY(base)) {
            return base.substring(0, base.length() - 1) + "ied";
        }
        return doubles(base) ? base + base.charAt(base.length() - 1) + "ed" : base + "ed";
    }

    private static String gerund(String base) {
        if (base.equals("be")) {
            return "being";
        }
        if (base.endsWith("ie")) {
            return base.substring(0, base.length() - 2) + "ying";
        }
        if (base.endsWith("e") && !base.endsWith("ee") && !base.endsWith("oe") && !base.endsWith("ye")) {
            return base.substring(0, base.length() - 1) + "ing";
        }
        return doubles(base) ? base + base.charAt(base.length() - 1) + "ing" : base + "ing";
    }

    private static boolean doubles(String base) {
        if (DOUBLING.contains(base)) {
            return true;
        }
        int n = base.length();
        if (n < 3 || vowels(base) != 1) {
            return false;
        }
        char last = base.charAt(n - 1);
        return isVowel(base.charAt(n - 2)) && !isVowel(base.charAt(n - 3)) && !isVowel(last) && "wxy".indexOf(last) < 0;
    }

    private static int vowels(String word) {
        int count = 0;
        for (int i = 0; i < word.length(); i++) {
            if (isVowel(word.charAt(i)) || (word.charAt(i) == 'y' && i > 0)) {
                count++;
            }
        }
        return word.startsWith("qu") ? count - 1 : count;
    }

    private static boolean isVowel(char c) {
        return "aeiou".indexOf(c) >= 0;
    }

    private static boolean endsInConsonantY(String base) {
        int n = base.length();
        return n > 1 && base.charAt(n - 1) == 'y' && !isVowel(base.charAt(n - 2));
    }

    private static Map<String, String[]> irregular() {
        String table = """
                arise arose arisen|awake awoke awoken|be was been is|bear bore borne|beat beat beaten|become became become
                befall befell befallen|begin began begun|bend bent bent|bet bet bet|bid bid bid|bind bound bound|bite bit bitten
                bleed bled bled|blow blew blown|break broke broken|breed bred bred|bring brought brought|broadcast broadcast broadcast
                build built built|burst burst burst|buy bought bought|cast cast cast|catch caught caught|choose chose chosen
                cling clung clung|come came come|cost cost cost|creep crept crept|cut cut cut|deal dealt dealt|dig dug dug
                do did done|draw drew drawn|drink drank drunk|drive drove driven|eat ate eaten|fall fell fallen|feed fed fed
                feel felt felt|fight fought fought|find found found|flee fled fled|fling flung flung|fly flew flown
                forbid forbade forbidden|forecast forecast forecast|foresee foresaw foreseen|forget forgot forgotten
                forgive forgave forgiven|forgo forwent forgone|freeze froze frozen|get got got|give gave given|go went gone
                grow grew grown|hang hung hung|have had had has|hear heard heard|hide hid hidden|hit hit hit|hold held held
                hurt hurt hurt|keep kept kept|know knew known|lay laid laid|lead led led|leap leapt leapt|leave left left
                lend lent lent|let let let|lie lay lain|lose lost lost|make made made|mean meant meant|meet met met
                mislead misled misled|mistake mistook mistaken|outbid outbid outbid|overcome overcame overcome
                overrun overran overrun|oversee oversaw overseen|overtake overtook overtaken|overthrow overthrew overthrown
                override overrode overridden|outlaw outlawed outlawed|pay paid paid|prove proved proved|put put put|quit quit quit
                read read read|rebuild rebuilt rebuilt|repay repaid repaid|rethink rethought rethought|ride rode ridden
                ring rang rung|rise rose risen|run ran run|say said said|see saw seen|seek sought sought|sell sold sold
                send sent sent|set set set|shake shook shaken|shed shed shed|shine shone shone|shoot shot shot|show showed shown
                shrink shrank shrunk|shut shut shut|sing sang sung|sink sank sunk|sit sat sat|slay slew slain|sleep slept slept
                slide slid slid|speak spoke spoken|speed sped sped|spend spent spent|spin spun spun|split split split
                spread spread spread|spring sprang sprung|stand stood stood|steal stole stolen|stick stuck stuck|sting stung stung
                strike struck struck|strive strove striven|swear swore sworn|sweep swept swept|swim swam swum|swing swung swung
                take took taken|teach taught taught|tear tore torn|tell told told|think thought thought|throw threw thrown
                thrust thrust thrust|undercut undercut undercut|undergo underwent undergone|understand understood understood
                undertake undertook undertaken|undo undid undone|unwind unwound unwound|uphold upheld upheld|upset upset upset
                wage waged waged|wake woke woken|wear wore worn|win won won|wind wound wound|withdraw withdrew withdrawn
                withhold withheld withheld|withstand withstood withstood|write wrote written|retake retook retaken
                resell resold resold|redraw redrew redrawn|reopen reopened reopened|panic panicked panicked|bog bogged bogged
                """;
        Map<String, String[]> forms = new HashMap<>();
        for (String entry : table.strip().split("[|\\n]")) {
            String[] parts = entry.strip().split(" ");
            String[] rest = new String[parts.length - 1];
            System.arraycopy(parts, 1, rest, 0, rest.length);
            forms.put(parts[0].toLowerCase(Locale.ROOT), rest);
        }
        return forms;
    }
}
