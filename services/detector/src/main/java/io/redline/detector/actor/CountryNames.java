package io.redline.detector.actor;

import com.ibm.icu.text.DisplayContext;
import com.ibm.icu.text.LocaleDisplayNames;
import com.ibm.icu.util.ULocale;
import java.util.Locale;
import java.util.function.BiConsumer;

/** The English names of the world's states and territories, from the Unicode CLDR. */
final class CountryNames {

    private CountryNames() {}

    /** Hands each ISO 3166-1 alpha-3 code to a reader with each of its names. */
    static void read(BiConsumer<String, String> reader) {
        LocaleDisplayNames full = names(DisplayContext.LENGTH_FULL);
        LocaleDisplayNames brief = names(DisplayContext.LENGTH_SHORT);
        for (String region : Locale.getISOCountries()) {
            String code = new ULocale("", region).getISO3Country();
            if (code.isEmpty()) {
                continue;
            }
            read(code, full.regionDisplayName(region), reader);
            read(code, brief.regionDisplayName(region), reader);
        }
    }

    private static LocaleDisplayNames names(DisplayContext length) {
        return LocaleDisplayNames.getInstance(ULocale.ENGLISH, length);
    }

    /** CLDR writes "Myanmar (Burma)" and "Hong Kong SAR China", which no newspaper does. */
    private static void read(String code, String name, BiConsumer<String, String> reader) {
        int bracket = name.indexOf(" (");
        if (bracket > 0) {
            reader.accept(code, name.substring(0, bracket));
            String inside = name.substring(bracket + 2, name.length() - 1);
            if (!inside.contains(" ")) {
                reader.accept(code, inside);
            }
        } else if (!name.contains(" SAR ")) {
            reader.accept(code, name.replace('&', ' ').replace("  ", " and "));
            reader.accept(code, name);
        }
    }
}
