package io.redline.detector.story;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads whose work an article is: the wire named in its dateline ({@code ISTANBUL, Jan 30 (Reuters) -}), in its byline
 * or in a closing credit, otherwise the outlet that published it. A wire merely quoted ("told AFP") is a mention.
 *
 * @param origin the wire credited, or the outlet; folded; empty when neither is known
 * @param outlet the outlet, folded; empty when unknown
 * @param mentions wires named anywhere in the text, in alphabetical order
 */
record CreditLines(String origin, String outlet, List<String> mentions) {

    /** News agencies by the names they are credited under; the value is the name all of them share. */
    private static final Map<String, String> WIRES = Map.ofEntries(
            Map.entry("Reuters", "reuters"),
            Map.entry("Thomson Reuters", "reuters"),
            Map.entry("AP", "ap"),
            Map.entry("Associated Press", "ap"),
            Map.entry("The Associated Press", "ap"),
            Map.entry("AFP", "afp"),
            Map.entry("Agence France-Presse", "afp"),
            Map.entry("Agence France Presse", "afp"),
            Map.entry("dpa", "dpa"),
            Map.entry("DPA", "dpa"),
            Map.entry("Deutsche Presse-Agentur", "dpa"),
            Map.entry("Bloomberg", "bloomberg"),
            Map.entry("Bloomberg News", "bloomberg"),
            Map.entry("UPI", "upi"),
            Map.entry("United Press International", "upi"),
            Map.entry("EFE", "efe"),
            Map.entry("ANSA", "ansa"),
            Map.entry("Belga", "belga"),
            Map.entry("TASS", "tass"),
            Map.entry("Interfax", "interfax"),
            Map.entry("RIA Novosti", "ria"),
            Map.entry("Ukrinform", "ukrinform"),
            Map.entry("Xinhua", "xinhua"),
            Map.entry("Kyodo", "kyodo"),
            Map.entry("Kyodo News", "kyodo"),
            Map.entry("Yonhap", "yonhap"),
            Map.entry("Anadolu", "anadolu"),
            Map.entry("Anadolu Agency", "anadolu"),
            Map.entry("IRNA", "irna"),
            Map.entry("Tasnim", "tasnim"),
            Map.entry("PTI", "pti"),
            Map.entry("Press Trust of India", "pti"),
            Map.entry("PA Media", "pa"),
            Map.entry("Press Association", "pa"),
            Map.entry("Canadian Press", "cp"),
            Map.entry("The Canadian Press", "cp"),
            Map.entry("Australian Associated Press", "aap"),
            Map.entry("AAP", "aap"));

    private static final Pattern WIRE = Pattern.compile("(?<![\\p{L}\\p{N}])(" + wireNames() + ")(?![\\p{L}\\p{N}])");

    private static final String INITIALS =
            WIRES.keySet().stream().map(name -> name.substring(0, 1)).distinct().collect(Collectors.joining());

    /** A place, perhaps a date, a name in parentheses and a dash, at the start of the body. */
    private static final Pattern DATELINE =
            Pattern.compile("^\\s*([^()\\n]{0,60})\\(([\\p{L}][^()\\n]{1,40})\\)\\s*[-\u2013\u2014:]");

    /** A place in capitals, as wires print it; what stands behind it in parentheses is a wire, known or not. */
    private static final Pattern PLACE = Pattern.compile("^\\p{Lu}[\\p{Lu} .'-]{2,}(?:,|$|\\s)");

    /** Words that make a short line at the end of the body a credit rather than prose. */
    private static final Pattern CLOSING = Pattern.compile(
            "^\\W*(?:source|sources|credit|via|copyright|with (?:inputs|input|files|reporting) from|from|by)\\b|[\u00a9]|^\\W*\\(?[\\p{L} -]{2,40}\\)?\\W*$",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /** Reuters alone closes with who reported, wrote and edited. */
    private static final Pattern REPORTING_AND_EDITING =
            Pattern.compile("\\(\\s*Reporting (?:and [Ww]riting )?by [^()]{3,400}[Ee]diting by [^()]{3,200}\\)?\\s*$");

    private static final int LONGEST_CLOSING = 120;

    private static final int LONGEST_NAME = 80;

    /** Reads the credits of an article; any of the texts may be empty. */
    static CreditLines read(String source, @Nullable String byline, String body) {
        String outlet = outlet(source.substring(0, Math.min(source.length(), LONGEST_NAME)));
        String wire = wireByline(byline);
        if (wire.isEmpty()) {
            wire = dateline(body);
        }
        if (wire.isEmpty()) {
            wire = closing(body);
        }
        boolean outletIsWire = WIRES.containsValue(outlet);
        return new CreditLines(outletIsWire || wire.isEmpty() ? outlet : wire, outlet, mentions(body));
    }

    private static List<String> mentions(String body) {
        TreeSet<String> mentions = new TreeSet<>();
        Matcher named = WIRE.matcher(body).useTransparentBounds(true);
        boolean inWord = false;
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            // Most words begin like no wire's name, which is cheaper to see than to ask the pattern at every letter.
            if (!inWord
                    && INITIALS.indexOf(c) >= 0
                    && named.region(i, body.length()).lookingAt()) {
                mentions.add(wire(named.group(1)));
                i = named.end() - 1;
            }
            inWord = Character.isLetterOrDigit(c);
        }
        return List.copyOf(mentions);
    }

    private static String outlet(String source) {
        Matcher wire = WIRE.matcher(source);
        return wire.find() ? wire(wire.group(1)) : String.join(" ", StoryWords.read(source));
    }

    private static String wireByline(@Nullable String byline) {
        if (byline == null) {
            return "";
        }
        Matcher wire = WIRE.matcher(byline);
        return wire.find() ? wire(wire.group(1)) : "";
    }

    private static String dateline(String body) {
        Matcher dateline = DATELINE.matcher(body.substring(0, Math.min(body.length(), 200)));
        if (!dateline.find()) {
            return "";
        }
        Matcher wire = WIRE.matcher(dateline.group(2));
        if (wire.find()) {
            return wire(wire.group(1));
        }
        boolean hasPlace = PLACE.matcher(dateline.group(1)).find();
        return hasPlace ? String.join(" ", StoryWords.read(dateline.group(2))) : "";
    }

    private static String closing(String body) {
        String text = body.strip();
        int lineStart = text.lastIndexOf('\n') + 1;
        String line = text.substring(lineStart);
        Matcher wire = WIRE.matcher(line);
        if (line.length() <= LONGEST_CLOSING
                && wire.find()
                && CLOSING.matcher(line).find()) {
            return wire(wire.group(1));
        }
        return REPORTING_AND_EDITING.matcher(line).find() ? "reuters" : "";
    }

    private static String wire(String name) {
        String wire = WIRES.get(name);
        return wire == null ? name.toLowerCase(Locale.ROOT) : wire;
    }

    private static String wireNames() {
        List<String> names = new ArrayList<>(WIRES.keySet());
        // A longer name first, or "AP" would be found in none of the longer ones and "Bloomberg" in all of them.
        names.sort((left, right) -> right.length() != left.length()
                ? Integer.compare(right.length(), left.length())
                : left.compareTo(right));
        names.replaceAll(Pattern::quote);
        return String.join("|", names);
    }
}
