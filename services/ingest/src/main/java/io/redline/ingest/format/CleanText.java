package io.redline.ingest.format;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Text as the rest of Redline may rely on it. Line ends become {@code \n}; control characters, byte order marks and code
 * points that no text holds are taken out; half a surrogate pair becomes U+FFFD; white space around the text goes.
 * Everything else stays as sent, marks of writing direction included.
 */
final class CleanText {

    private static final char REPLACEMENT = '\uFFFD';

    private CleanText() {}

    /** Cleans a text of several lines. */
    static String block(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            at += Character.charCount(point);
            if (point == '\r') {
                if (at == text.length() || text.charAt(at) != '\n') {
                    clean.append('\n');
                }
            } else if (point == '\u0085' || point == '\u2028') {
                clean.append('\n');
            } else if (point == '\u2029') {
                clean.append("\n\n");
            } else if (Character.getType(point) == Character.SURROGATE) {
                clean.append(REPLACEMENT);
            } else if (belongsInText(point)) {
                clean.appendCodePoint(point);
            }
        }
        return clean.toString().strip();
    }

    /** Cleans a text that belongs on one line: any run of white space becomes one space. */
    static String line(String text) {
        return block(text).replaceAll("\\s+", " ");
    }

    /**
     * Decodes UTF-8 strictly.
     *
     * @throws IllegalArgumentException when it is not UTF-8, saying at which byte
     */
    static String utf8(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        var out = java.nio.CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        try {
            if (result.isError()) {
                result.throwException();
            }
        } catch (CharacterCodingException malformed) {
            throw new IllegalArgumentException(
                    "is not UTF-8: byte 0x%02X at position %d fits nowhere; send the text as UTF-8"
                            .formatted(bytes[in.position()], in.position()));
        }
        return out.flip().toString();
    }

    private static boolean belongsInText(int point) {
        return switch (point) {
            case '\n', '\t' -> true;
            case 0xFEFF -> false;
            default -> !Character.isISOControl(point) && !isNoncharacter(point);
        };
    }

    private static boolean isNoncharacter(int point) {
        return (point & 0xFFFE) == 0xFFFE || (point >= 0xFDD0 && point <= 0xFDEF);
    }
}
