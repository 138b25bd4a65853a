package io.redline.detector.story;

/**
 * How rare each term is among the articles of the window. Of each story only the first few articles count: what one big
 * story repeats in a hundred articles is still rare, and still tells that story from others.
 */
final class TermRarity {

    /** Articles of one story that count. */
    static final int COUNTED_PER_STORY = 3;

    /** Articles thought to be there beside those of the window, so that in a quiet one not everything is common. */
    private static final int PRIOR_ARTICLES = 10;

    private final int[] articlesByTerm = new int[1 << StorySignature.TERM_BITS];
    private int articles;

    void add(StorySignature article) {
        count(article, 1);
    }

    void remove(StorySignature article) {
        count(article, -1);
    }

    private void count(StorySignature article, int change) {
        articles += change;
        for (int at = 0; at < article.termCount(); at++) {
            articlesByTerm[article.term(at)] += change;
        }
    }

    /** Articles that count. */
    int articles() {
        return articles;
    }

    /**
     * How rare a term is: {@code log2(articles / articles with the term)} in 256ths, at least 0.
     *
     * @param inQuery whether the article being placed, which counts too, has the term
     */
    int of(int term, boolean inQuery) {
        int among = articles + 1 + PRIOR_ARTICLES;
        int with = Math.max(1, articlesByTerm[term]) + (inQuery ? 1 : 0);
        return Math.max(0, FixedLog.log2(among) - FixedLog.log2(with + 1));
    }
}
