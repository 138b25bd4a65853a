package io.redline.matcher;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects the words that satisfied a query, and puts them in reading order. */
final class FoundTerms {
    private final Document document;

    /** First and last token of each find, packed so that their order is by first token. */
    private long[] finds = new long[8];

    private int size;

    FoundTerms(Document document) {
        this.document = document;
    }

    /** Adds the text from one token to another if it stands in one of the fields, and answers whether it does. */
    boolean add(int firstToken, int lastToken, int fields) {
        if ((document.field(firstToken).bit() & fields) == 0) {
            return false;
        }
        if (size == finds.length) {
            finds = Arrays.copyOf(finds, size * 2);
        }
        finds[size++] = (long) firstToken << 32 | lastToken;
        return true;
    }

    /** The terms in reading order without those that lie inside others, {@link Match#MAX_TERMS} at most. */
    List<MatchedTerm> terms() {
        Arrays.sort(finds, 0, size);
        List<MatchedTerm> terms = new ArrayList<>(Math.min(size, Match.MAX_TERMS));
        for (int i = 0; i < size && terms.size() < Match.MAX_TERMS; i++) {
            MatchedTerm term = document.term((int) (finds[i] >>> 32), (int) finds[i]);
            int last = terms.size() - 1;
            while (last >= 0 && lies(terms.get(last), term)) {
                terms.remove(last--); // a compound comes after all its parts
            }
            if (last < 0 || !lies(term, terms.get(last))) {
                terms.add(term);
            }
        }
        return terms;
    }

    private static boolean lies(MatchedTerm inner, MatchedTerm outer) {
        return inner.field().equals(outer.field()) && inner.start() >= outer.start() && inner.end() <= outer.end();
    }
}
