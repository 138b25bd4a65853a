package io.redline.benchmarks;

import io.redline.matcher.ArticleAnalyzer;
import io.redline.matcher.ArticleText;
import io.redline.matcher.Field;
import io.redline.matcher.Query.Atom;
import io.redline.matcher.Query.Group;
import io.redline.matcher.Query.Passage;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.WildcardQuery;

/** Says in Lucene's terms what one of our queries and articles says, for the peer to work on the same. */
final class LuceneTranslation {
    private LuceneTranslation() {}

    /** The article as a Lucene document, to be analysed by {@link ArticleAnalyzer}. */
    static Document document(ArticleText article) {
        Document document = new Document();
        for (Field field : Field.values()) {
            String text = article.text(field);
            if (!text.isEmpty()) {
                document.add(new TextField(field.label(), text, Store.NO));
                document.add(new TextField(field.label() + ArticleAnalyzer.WRITTEN, text, Store.NO));
            }
        }
        return document;
    }

    /**
     * The query as Lucene's.
     *
     * @throws IllegalArgumentException for a wildcard inside a phrase, which Lucene's phrases cannot hold
     */
    static Query query(io.redline.matcher.Query query) {
        if (query instanceof Passage passage) {
            List<Query> fields = new ArrayList<>();
            for (Field field : passage.fields()) {
                fields.add(passage(passage, field.label()));
            }
            return fields.size() == 1 ? fields.get(0) : combine(List.of(), fields, List.of());
        }
        Group group = (Group) query;
        return combine(queries(group.required()), queries(group.alternatives()), queries(group.excluded()));
    }

    private static List<Query> queries(List<io.redline.matcher.Query> queries) {
        return queries.stream().map(LuceneTranslation::query).toList();
    }

    private static Query combine(List<Query> required, List<Query> alternatives, List<Query> excluded) {
        BooleanQuery.Builder builder = new BooleanQuery.Builder();
        required.forEach(query -> builder.add(query, Occur.MUST));
        alternatives.forEach(query -> builder.add(query, Occur.SHOULD));
        excluded.forEach(query -> builder.add(query, Occur.MUST_NOT));
        return builder.build();
    }

    private static Query passage(Passage passage, String field) {
        if (passage.atoms().size() == 1) {
            return atom(passage.atoms().get(0), field);
        }
        PhraseQuery.Builder phrase = new PhraseQuery.Builder().setSlop(passage.slop());
        for (Atom atom : passage.atoms()) {
            if (!(atom instanceof Atom.Form form)) {
                throw new IllegalArgumentException("a wildcard inside a phrase: " + passage.text());
            }
            phrase.add(new Term(field, form.key()));
        }
        return phrase.build();
    }

    private static Query atom(Atom atom, String field) {
        if (atom instanceof Atom.Form form) {
            return new TermQuery(new Term(field, form.key()));
        }
        String written = field + ArticleAnalyzer.WRITTEN;
        if (atom instanceof Atom.Fuzzy fuzzy) {
            return new FuzzyQuery(new Term(written, fuzzy.word()), fuzzy.distance());
        }
        String pattern = ((Atom.Pattern) atom).pattern();
        boolean prefix = pattern.indexOf('*') == pattern.length() - 1 && pattern.indexOf('?') < 0;
        return prefix
                ? new PrefixQuery(new Term(written, pattern.substring(0, pattern.length() - 1)))
                : new WildcardQuery(new Term(written, pattern));
    }
}
