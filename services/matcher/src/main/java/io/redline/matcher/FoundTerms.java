package io.redline.matcher;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the words that satisfied a query, and puts them in reading order. */
final class FoundTerms {
    private static final Comparator<Span> READING_ORDER = Comparator.comparing(Span::field)
            .thenComparingInt(Span::start)
            .thenComparing(Comparator.comparingInt(Span::end).reversed());

    private final Document document;
    private final List<Span> spans = new ArrayList<>();

    FoundTerms(Document document) {
        this.document = document;
    }

    private record Span(Field field, int start, int end, int firstToken, int lastToken) {}

    /** Adds the text from one token to another if it stands in one of the fields. */
    void add(int firstToken, int lastToken, int fields) {
        Field field = document.field(firstToken);
        if ((field.bit() & fields) != 0) {
            spans.add(new Span(field, document.start(firstToken), document.end(lastToken), firstToken, lastToken));
        }
    }

    /** The terms in reading order without those that lie inside others, {@link Match#MAX_TERMS} at most. */
    List<MatchedTerm> terms() {
        spans.sort(READING_ORDER);
        List<MatchedTerm> terms = new ArrayList<>();
        Field field = null;
        int covered = 0;
        for (Span span : spans) {
            if (span.field() != field) {
                field = span.field();
                covered = 0;
            }
            if (span.end() > covered) {
                if (terms.size() == Match.MAX_TERMS) {
                    break;
                }
                terms.add(document.term(span.firstToken(), span.lastToken()));
                covered = span.end();
            }
        }
        return terms;
    }
}
