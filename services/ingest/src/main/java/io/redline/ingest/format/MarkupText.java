package io.redline.ingest.format;

import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;

/** The words of an HTML fragment: paragraphs parted by a blank line, scripts, styles and every tag left out. */
final class MarkupText {

    private static final Set<String> SILENT =
            Set.of("script", "style", "noscript", "template", "iframe", "object", "svg", "figcaption", "form");
    private static final Set<String> PARAGRAPHS = Set.of(
            "p",
            "div",
            "section",
            "article",
            "blockquote",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "ul",
            "ol",
            "li",
            "table",
            "tr",
            "figure",
            "pre",
            "header",
            "footer",
            "aside",
            "hr");

    private MarkupText() {}

    /** Text of a fragment; plain text with entities passes through with the entities resolved. */
    static String of(String html) {
        Element body = Jsoup.parseBodyFragment(html).body();
        body.select(String.join(",", SILENT)).remove();
        StringBuilder text = new StringBuilder(html.length());
        NodeTraversor.traverse(new Paragraphs(text), body);
        return text.toString()
                .replaceAll("[ \\t\\x0B\\f\\r]*\\n[ \\t\\x0B\\f\\r]*", "\n")
                .replaceAll("\\n{3,}", "\n\n")
                .strip();
    }

    private record Paragraphs(StringBuilder text) implements NodeVisitor {

        @Override
        public void head(Node node, int depth) {
            if (node instanceof TextNode words) {
                append(words.text());
            } else if (PARAGRAPHS.contains(node.normalName())) {
                text.append("\n\n");
            } else if (node.normalName().equals("br")) {
                text.append('\n');
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (PARAGRAPHS.contains(node.normalName())) {
                text.append("\n\n");
            }
        }

        private void append(String words) {
            boolean atSpace = text.length() == 0 || Character.isWhitespace(text.charAt(text.length() - 1));
            text.append(atSpace ? words.stripLeading() : words);
        }
    }
}
