package io.redline.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.redline.ingest.format.Reading;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DemoStoriesTest {

    @Test
    void everySampleIsAnArticleThatRedlineAccepts() throws Exception {
        List<Reading> readings = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(DemoStories.class.getResourceAsStream("/demo/articles.jsonl"))) {
            byte[] lines = in.readAllBytes();
            assertThat(new String(lines, StandardCharsets.UTF_8).lines()).hasSizeGreaterThan(24);
            ArticleLines articles = new ArticleLines(new ByteArrayInputStream(lines));
            for (Reading reading = articles.next(); reading != null; reading = articles.next()) {
                readings.add(reading);
            }
        }
        assertThat(readings).hasOnlyElementsOfType(Reading.Accepted.class);
    }
}
