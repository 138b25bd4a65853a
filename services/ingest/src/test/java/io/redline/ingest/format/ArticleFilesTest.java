package io.redline.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redline.ingest.Samples;
import io.redline.schemas.Article;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArticleFilesTest {

    private final ArticleFiles files = new ArticleFiles(Samples.RULES, Samples.CLOCK);

    @Test
    void plainTextGivesHeadlineBylineAgencyAndBody() throws Exception {
        Article article = onlyArticle("wire.txt");

        assertThat(article.getHeadline()).isEqualTo("Harbour strike called off after night of talks");
        assertThat(article.getByline()).isEqualTo("Mara Quist and Tom Adeyemi");
        assertThat(article.getSource()).isEqualTo("Northern Wire");
        assertThat(article.getBody())
                .startsWith("PORT ELDA, March 3 (Northern Wire) — Dockers")
                .contains("\nThe union");
        assertThat(article.getLanguage()).isEqualTo("en");
        assertThat(article.getId()).isEqualTo(onlyArticle("wire.txt").getId());
    }

    @Test
    void ninjs2IsMapped() throws Exception {
        Article article = onlyArticle("ninjs-2.json");

        assertThat(article.getId()).isEqualTo("urn:newsml:northernwire.example:20260303:harbour");
        assertThat(article.getVersion()).isEqualTo(3);
        assertThat(article.getPublishedAt()).isEqualTo(Instant.parse("2026-03-03T05:15:00Z"));
        assertThat(article.getHeadline()).isEqualTo("Harbour strike called off");
        assertThat(article.getBody()).isEqualTo("Dockers agreed to go back.\n\n\"We are glad,\" the union said.");
        assertThat(article.getSource()).isEqualTo("Northern Wire");
        assertThat(article.getByline()).isEqualTo("Mara Quist");
        assertThat(article.getNote()).isEqualTo("Adds union quote in para two.");
        assertThat(article.getUrgency()).isEqualTo(3);
        assertThat(article.getLanguage()).isEqualTo("en-GB");
        assertThat(article.getAliases()).containsExactly("nw-4711");
    }

    @Test
    void ninjs3IsMappedAndItsMarkupTakenOff() throws Exception {
        Article article = onlyArticle("ninjs-3.json");

        assertThat(article.getStatus()).isEqualTo("withheld");
        assertThat(article.getEmbargoedUntil()).isEqualTo(Instant.parse("2026-03-04T12:00:00Z"));
        assertThat(article.getBody()).isEqualTo("The line reopens\nin May.");
        assertThat(article.getSource()).isEqualTo("Northern Wire");
    }

    @Test
    void aWrongFieldOfNinjsIsNamedAsItWasSent() throws Exception {
        assertThat(read("{\"uri\":\"u\",\"headlines\":[{\"value\":\"H\"}],\"versionCreated\":\"soon\"}", "a.json"))
                .containsExactly(new Reading.Refused(
                        0, "\"versionCreated\" \"soon\" is not an RFC 3339 time such as 2026-01-30T09:00:00.000Z"));
        assertThat(read("{\"uri\":\"u\",\"bodies\":\"x\"}", "a.json"))
                .containsExactly(new Reading.Refused(0, "\"bodies\" should be an array of objects"));
    }

    @Test
    void aBadLineNeverSinksTheOthers() throws Exception {
        String lines =
                "\uFEFF{\"id\":\"a\",\"headline\":\"H\"}\n\n{\"id\":\n{\"headline\":\"H\"}\r\n{\"id\":\"b\",\"headline\":\"H\"}";

        List<Reading> readings = read(lines, "articles.jsonl");

        assertThat(readings).extracting(Reading::index).containsExactly(0, 2, 3, 4);
        assertThat(readings.get(1)).isInstanceOf(Reading.Refused.class);
        assertThat(readings.get(2)).isEqualTo(new Reading.Refused(3, "\"id\" is missing"));
        assertThat(readings.get(3)).isInstanceOf(Reading.Accepted.class);
        assertThat(read(lines, "-")).isEqualTo(readings);
    }

    @Test
    void nestingAndNumbersWithoutEndAreRefusedAndTheNextArticleIsTaken() throws Exception {
        String deep = "{\"id\":\"deep\",\"headline\":" + "[".repeat(200_000) + "\n";
        String huge = "{\"id\":\"huge\",\"headline\":\"H\",\"version\":" + "9".repeat(200_000) + "}\n";
        String power = "{\"id\":\"power\",\"headline\":\"H\",\"version\":1e999999999}\n";

        List<Reading> readings = read(deep + huge + power + "{\"id\":\"b\",\"headline\":\"H\"}\n", "a.jsonl");

        assertThat(readings).hasSize(4);
        assertThat(readings.subList(0, 3)).allSatisfy(reading -> {
            assertThat(reading).isInstanceOf(Reading.Refused.class);
            assertThat(((Reading.Refused) reading).reason()).hasSizeLessThan(500);
        });
        assertThat(((Reading.Accepted) readings.get(3)).article().getId()).isEqualTo("b");
    }

    @Test
    void aLineOfTwentyMegabytesIsSkippedWithoutBeingHeld() throws Exception {
        InputStream lines = new SequenceInputStream(Collections.enumeration(List.of(
                text("{\"id\":\"a\",\"headline\":\"H\"}\n{\"id\":\"long\",\"body\":\""),
                new RepeatedByte('x', 20 * 1024 * 1024),
                text("\"}\n{\"id\":\"b\",\"headline\":\"H\"}\n"))));

        List<Reading> readings = new ArrayList<>();
        files.read(lines, "a.ndjson", readings::add);

        assertThat(readings).hasSize(3);
        assertThat(((Reading.Refused) readings.get(1)).reason()).contains("longer than 4,194,304 bytes");
        assertThat(((Reading.Accepted) readings.get(2)).article().getId()).isEqualTo("b");
    }

    @Test
    void elementsOfAnArrayAreReadOneByOne() throws Exception {
        List<Reading> readings = read(
                "[ {\"id\":\"a\",\"headline\":\"[\\\"H,\\\"]\"} , {oops} , {\"id\":\"b\",\"headline\":\"H\"} ]",
                "a.json");

        assertThat(readings).hasSize(3);
        assertThat(((Reading.Accepted) readings.get(0)).article().getHeadline()).isEqualTo("[\"H,\"]");
        assertThat(readings.get(1)).isInstanceOf(Reading.Refused.class);
        assertThat(((Reading.Accepted) readings.get(2)).article().getId()).isEqualTo("b");
        assertThat(read("[]", "a.json")).isEmpty();
        assertThat(read("[{\"id\":\"a\",\"headline\":\"H\"}", "a.json"))
                .containsExactly(
                        new Reading.Refused(0, "the array ends in the middle of this item: it has no closing \"]\""));
    }

    @Test
    void anObjectLaidOutOverManyLinesIsOneArticle() throws Exception {
        assertThat(read("{\n  \"id\": \"a\",\n  \"headline\": \"H\"\n}\n", "a.json"))
                .hasSize(1);
    }

    @Test
    void rssIsReadWithoutMarkupScriptsOrStrangeLinks() throws Exception {
        List<Article> articles = articles("feed.rss");

        assertThat(articles).hasSize(2);
        Article first = articles.get(0);
        assertThat(first.getHeadline()).isEqualTo("Harbour strike & talks");
        assertThat(first.getBody()).isEqualTo("Dockers agreed to go back.\n\nThe union was glad.");
        assertThat(first.getByline()).isEqualTo("Mara Quist");
        assertThat(first.getPublishedAt()).isEqualTo(Instant.parse("2026-03-03T05:15:00Z"));
        assertThat(first.getSource()).isEqualTo("Northern Wire – Coast");
        assertThat(first.getAliases()).contains("nw-1001");
        assertThat(articles.get(1).getUrl()).isNull();
        assertThat(articles.get(1).getBody()).isEqualTo("The line reopens in May.");
        assertThat(articles.get(1).getPublishedAt()).isEqualTo(Samples.NOW);
    }

    @Test
    void atomIsRead() throws Exception {
        Article article = onlyArticle("feed.atom");

        assertThat(article.getHeadline()).isEqualTo("Mayor welcomes deal");
        assertThat(article.getByline()).isEqualTo("Iris Vann");
        assertThat(article.getUrl()).isEqualTo("https://eldapost.example/mayor/");
    }

    @Test
    void anEmptyFeedIsFine() throws Exception {
        assertThat(read(
                        "<rss version='2.0'><channel><title>T</title><link>https://e.example</link>"
                                + "<description>d</description></channel></rss>",
                        "f.xml"))
                .isEmpty();
    }

    @Test
    void aWebPageIsNoFeed() {
        assertThatThrownBy(() -> read("<!DOCTYPE html><html><body>News</body></html>", "https://e.example/"))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("web page");
    }

    @Test
    void xmlThatIsNoFeedIsToldFromAnArticle() {
        assertThatThrownBy(() -> read("<?xml version='1.0'?>\n<note>Talks resume</note>", "note.xml"))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageStartingWith("this is XML, but neither RSS nor Atom");
    }

    @Test
    void entitiesOfADocumentTypeAreNotExpanded() {
        String bomb = "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>"
                + "<!ENTITY x SYSTEM 'file:///etc/hostname'>]><rss version='2.0'><channel><title>&b;&x;</title>"
                + "<link>https://e.example</link><description>d</description></channel></rss>";

        assertThatThrownBy(() -> read(bomb, "f.xml"))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("DOCTYPE");
    }

    @Test
    void otherLanguagesAreNotTakenForEnglish() throws Exception {
        assertThat(language("Les dockers et la direction du port ont conclu un accord dans la nuit"))
                .isEqualTo("und");
        assertThat(language("Рабочие порта договорились с владельцами")).isEqualTo("und");
        assertThat(language("The dockers said on Tuesday that they would go back to work"))
                .isEqualTo("en");
    }

    private String language(String text) throws Exception {
        return ((Reading.Accepted) read(text, "a.txt").get(0)).article().getLanguage();
    }

    private Article onlyArticle(String sample) throws Exception {
        List<Article> articles = articles(sample);
        assertThat(articles).hasSize(1);
        return articles.get(0);
    }

    private List<Article> articles(String sample) throws Exception {
        List<Article> articles = new ArrayList<>();
        files.read(new ByteArrayInputStream(Samples.bytes(sample)), sample, reading -> {
            assertThat(reading).isInstanceOf(Reading.Accepted.class);
            articles.add(((Reading.Accepted) reading).article());
        });
        return articles;
    }

    private List<Reading> read(String content, String name) throws IOException, UnreadableInputException {
        List<Reading> readings = new ArrayList<>();
        files.read(text(content), name, readings::add);
        return readings;
    }

    private static InputStream text(String content) {
        return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
    }

    /** So many times the same byte, held nowhere. */
    private static final class RepeatedByte extends InputStream {

        private final int value;
        private int left;

        RepeatedByte(int value, int times) {
            this.value = value;
            this.left = times;
        }

        @Override
        public int read() {
            return left-- > 0 ? value : -1;
        }
    }
}
