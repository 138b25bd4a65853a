package io.redline.schemas;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** Builds the {@code actor|target|issue} keys of the stance topics. */
@NullMarked
final class StanceKey {

    private static final Pattern NOT_A_LETTER_OR_DIGIT = Pattern.compile("[^\\p{L}\\p{N}]+");

    private StanceKey() {}

    static String of(
            @Nullable String actor,
            @Nullable String actorText,
            @Nullable String target,
            @Nullable String targetText,
            @Nullable String issue) {
        return part(actor, actorText) + "|" + part(target, targetText) + "|" + (issue == null ? "" : issue);
    }

    /** A code as it is; a text in lower case between tildes, so that it can never be mistaken for a code. */
    private static String part(@Nullable String code, @Nullable String text) {
        if (code != null) {
            return code;
        }
        if (text == null || text.isBlank()) {
            return "";
        }
        return "~"
                + NOT_A_LETTER_OR_DIGIT.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("-");
    }
}
