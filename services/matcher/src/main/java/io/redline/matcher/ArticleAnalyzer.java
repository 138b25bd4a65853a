package io.redline.matcher;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/**
 * Cuts text for Lucene exactly as the matcher cuts it, so that the two can be compared, or a Lucene index of articles be
 * asked the same questions.
 *
 * <p>A field named as in {@link Field#label()} gets the keys of the words' inflections, for words and phrases; a field with
 * {@value #WRITTEN} after that name gets the folded words as written, for wildcards and fuzzy words.
 */
public final class ArticleAnalyzer extends Analyzer {
    /** The end of the name of a field that holds words as written. */
    public static final String WRITTEN = ".written";

    /** Makes an analyzer that keeps one tokenizer a thread and field. */
    public ArticleAnalyzer() {
        super(PER_FIELD_REUSE_STRATEGY);
    }

    @Override
    protected TokenStreamComponents createComponents(String fieldName) {
        return new TokenStreamComponents(new WordStream(fieldName.endsWith(WRITTEN)));
    }

    /** Reads all words at once and hands them out one by one. */
    private static final class WordStream extends Tokenizer {
        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private final OffsetAttribute offset = addAttribute(OffsetAttribute.class);
        private final PositionIncrementAttribute increment = addAttribute(PositionIncrementAttribute.class);

        private final boolean written;
        private final List<Word> words = new ArrayList<>();
        private int next;
        private int lastStart;
        private int length;

        private WordStream(boolean written) {
            this.written = written;
        }

        private record Word(String term, int increment, int start, int end) {}

        @Override
        public void reset() throws IOException {
            super.reset();
            words.clear();
            next = 0;
            lastStart = 0;
            String text = readAll(input);
            length = text.length();
            new io.redline.matcher.Tokenizer((kind, letters, count, start, end) -> {
                        String word = String.valueOf(letters, 0, count);
                        int step = kind == io.redline.matcher.Tokenizer.Kind.PLAIN ? 1 : 0;
                        List<String> terms = written ? List.of(word) : Inflection.keys(word);
                        for (String each : terms) {
                            words.add(new Word(each, step, start, end));
                            step = 0;
                        }
                    })
                    .tokenize(text);
        }

        private static String readAll(Reader reader) throws IOException {
            StringWriter text = new StringWriter();
            reader.transferTo(text);
            return text.toString();
        }

        @Override
        public boolean incrementToken() {
            clearAttributes();
            if (next == words.size()) {
                return false;
            }
            Word word = words.get(next++);
            term.append(word.term());
            increment.setPositionIncrement(word.increment());
            lastStart = Math.max(lastStart, word.start()); // Lucene wants offsets that never go back
            offset.setOffset(lastStart, word.end());
            return true;
        }

        @Override
        public void end() throws IOException {
            super.end();
            offset.setOffset(length, length);
        }
    }
}
