package io.redline.matcher;

import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.queryparser.classic.MultiFieldQueryParser;
import org.apache.lucene.queryparser.classic.ParseException;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;

/** Lucene's own query parser and search, over the same words. */
final class LuceneOracle {
    private final IndexSearcher articles;

    LuceneOracle(List<ArticleText> articles) throws IOException {
        Directory directory = new ByteBuffersDirectory();
        try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(new ArticleAnalyzer()))) {
            for (ArticleText article : articles) {
                Document document = new Document();
                for (Field field : Field.values()) {
                    document.add(new TextField(field.label(), article.text(field), Store.NO));
                    document.add(new TextField(field.label() + ArticleAnalyzer.WRITTEN, article.text(field), Store.NO));
                }
                writer.addDocument(document);
            }
            writer.forceMerge(1);
        }
        this.articles = new IndexSearcher(DirectoryReader.open(directory));
    }

    /** The numbers of the articles that the query finds, in order. */
    List<Integer> find(String text) throws Exception {
        List<Integer> found = new ArrayList<>();
        for (ScoreDoc hit : articles.search(new OracleParser().parse(text), Integer.MAX_VALUE).scoreDocs) {
            found.add(hit.doc);
        }
        found.sort(null);
        return found;
    }

    private static final class OracleParser extends MultiFieldQueryParser {
        private OracleParser() {
            super(new String[] {"headline", "body"}, new QueryAnalyzer());
            setAllowLeadingWildcard(true);
            setSplitOnWhitespace(true);
            setAutoGeneratePhraseQueries(true);
        }

        @Override
        protected Query getPrefixQuery(String field, String prefix) throws ParseException {
            return super.getPrefixQuery(written(field), prefix);
        }

        @Override
        protected Query getWildcardQuery(String field, String pattern) throws ParseException {
            return super.getWildcardQuery(written(field), pattern);
        }

        @Override
        protected Query getFuzzyQuery(String field, String word, float edits) throws ParseException {
            return super.getFuzzyQuery(written(field), word, edits);
        }

        private static String written(String field) {
            return field == null || field.endsWith(ArticleAnalyzer.WRITTEN) ? field : field + ArticleAnalyzer.WRITTEN;
        }
    }

    /** Gives each word of a query the one key it is looked up by. */
    private static final class QueryAnalyzer extends Analyzer {
        @Override
        protected TokenStreamComponents createComponents(String fieldName) {
            return new TokenStreamComponents(new Tokenizer() {
                private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
                private final List<String> keys = new ArrayList<>();

                @Override
                public void reset() throws IOException {
                    super.reset();
                    keys.clear();
                    StringWriter text = new StringWriter();
                    input.transferTo(text);
                    new io.redline.matcher.Tokenizer((kind, letters, length, start, end) -> {
                                String word = String.valueOf(letters, 0, length);
                                switch (kind) {
                                    case PLAIN -> keys.add(Inflection.key(word));
                                    case ACRONYM -> keys.set(keys.size() - 1, word);
                                    case COMPOUND -> {}
                                }
                            })
                            .tokenize(text.toString());
                }

                @Override
                public boolean incrementToken() {
                    clearAttributes();
                    if (keys.isEmpty()) {
                        return false;
                    }
                    term.append(keys.remove(0));
                    return true;
                }
            });
        }
    }
}
