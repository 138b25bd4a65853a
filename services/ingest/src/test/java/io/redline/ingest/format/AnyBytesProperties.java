package io.redline.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.redline.ingest.Samples;
import io.redline.schemas.Article;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the bytes, the answer is an answer and never an exception that nobody expects. */
class AnyBytesProperties {

    private static final String[] SAMPLES = {"wire.txt", "ninjs-2.json", "ninjs-3.json", "feed.rss", "feed.atom"};
    private static final String[] NAMES = {"-", "a.json", "a.jsonl", "a.txt", "a.xml"};

    private final ArticleFiles files = new ArticleFiles(new ArticleRules(2_048), Samples.CLOCK);

    @Property(tries = 500)
    void anyBytesAreReadOrRefused(@ForAll("bytes") byte[] bytes, @ForAll("names") String name) throws IOException {
        readOrRefuse(bytes, name);
    }

    @Property(tries = 500)
    void anySpoiltSampleIsReadOrRefused(
            @ForAll("samples") byte[] sample,
            @ForAll("bytes") byte[] spoilt,
            @ForAll int at,
            @ForAll("names") String name)
            throws IOException {
        byte[] bytes = sample.clone();
        int from = Math.floorMod(at, bytes.length);
        System.arraycopy(spoilt, 0, bytes, from, Math.min(spoilt.length, bytes.length - from));
        readOrRefuse(bytes, name);
    }

    private void readOrRefuse(byte[] bytes, String name) throws IOException {
        List<Reading> readings = new ArrayList<>();
        try {
            files.read(new ByteArrayInputStream(bytes), name, readings::add);
        } catch (UnreadableInputException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
        for (Reading reading : readings) {
            if (reading instanceof Reading.Accepted accepted) {
                Article article = accepted.article();
                assertThat(article.getId()).isNotBlank();
                assertThat(article.getHeadline() + article.getBody())
                        .isNotBlank()
                        .doesNotContain("\0");
            } else if (reading instanceof Reading.Refused refused) {
                assertThat(refused.reason()).isNotBlank().doesNotContain("Exception");
            }
        }
    }

    @Provide
    Arbitrary<byte[]> bytes() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(400);
    }

    @Provide
    Arbitrary<byte[]> samples() {
        return Arbitraries.of(SAMPLES).map(Samples::bytes);
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of(NAMES);
    }
}
