package io.redline.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.redline.ingest.Samples;
import io.redline.ingest.format.FeedItem;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedMemoryTest {

    private static final URI COAST = URI.create("https://northernwire.example/coast.rss");
    private static final URI ALL = URI.create("https://northernwire.example/all.rss");
    private static final Instant MORNING = Instant.parse("2026-03-03T07:00:00Z");
    private static final String LONG_TEXT = """
            Dockers and port owners agreed early on Tuesday to end a nine-day strike that had kept forty ships waiting
            outside the harbour of Port Elda. The union said its members would be back at work by noon and that the new
            roster would be tried for six months. The owners spoke of a fair outcome for both sides. Fuel had begun to
            run short on the islands, where the ferry company had cancelled every second crossing since the weekend.
            The mayor thanked the mediators, who had kept both sides at the table through three nights of talks.
            """;

    private final FeedMemory memory = new FeedMemory(100);

    @Test
    void anItemIsPublishedOnce() {
        see(COAST, item("1", "/harbour", "Strike called off", "Dockers agreed."));

        assertThat(see(COAST, item("1", "/harbour", "Strike called off", "Dockers agreed."))
                        .publish())
                .isFalse();
    }

    @Test
    void aChangedTextIsANewVersionOfTheSameArticle() {
        String id = see(COAST, item("1", "/harbour", "Strike called off", "Dockers agreed."))
                .next()
                .id();

        FeedMemory.Sighting changed =
                see(COAST, item("1", "/harbour", "Strike called off", "Dockers and owners agreed."));

        assertThat(changed.publish()).isTrue();
        assertThat(changed.next().id()).isEqualTo(id);
        assertThat(changed.next().version()).isEqualTo(2);
    }

    @Test
    void anItemIsRecognisedByItsPageWhenItsGuidChanges() {
        String id = see(COAST, item("1", "/harbour", "Strike called off", "Dockers agreed."))
                .next()
                .id();

        FeedMemory.Sighting renamed =
                see(COAST, item("9", "/harbour/?utm_source=x#top", "Strike is off", "Dockers agreed."));

        assertThat(renamed.next().id()).isEqualTo(id);
        assertThat(renamed.next().version()).isEqualTo(2);
    }

    @Test
    void anItemIsRecognisedByHeadlineAndDateWhenGuidAndPageChange() {
        String id = see(COAST, item("1", "/a", "Strike called off", "Dockers agreed."))
                .next()
                .id();

        FeedMemory.Sighting moved = see(COAST, item("2", "/b", "Strike called off", "Dockers agreed."));

        assertThat(moved.next().id()).isEqualTo(id);
        assertThat(moved.publish()).isFalse();
    }

    @Test
    void anItemIsRecognisedByItsTextWhenAllItsNamesChange() {
        String id = see(COAST, item("1", "/strike-off", "Strike called off", LONG_TEXT))
                .next()
                .id();

        FeedMemory.Sighting rewritten = see(
                COAST,
                item(
                        "2",
                        "/dockers-back",
                        "Dockers go back to work",
                        LONG_TEXT.replace("forty ships", "some forty ships")));

        assertThat(rewritten.next().id()).isEqualTo(id);
        assertThat(rewritten.next().version()).isEqualTo(2);
    }

    @Test
    void anItemThatStandsBesideItIsNotTakenForIt() {
        List<FeedMemory.Sighting> both = seeAll(
                COAST,
                item("1", "/a", "Quake of magnitude 4", LONG_TEXT),
                item("2", "/b", "Quake of magnitude 5", LONG_TEXT));

        assertThat(both)
                .extracting(sighting -> sighting.next().id())
                .doesNotHaveDuplicates()
                .hasSize(2);
        assertThat(seeAll(
                        COAST,
                        item("1", "/a", "Quake of magnitude 4", LONG_TEXT),
                        item("2", "/b", "Quake of magnitude 5", LONG_TEXT),
                        item("3", "/c", "Quake of magnitude 6", LONG_TEXT)))
                .filteredOn(FeedMemory.Sighting::publish)
                .singleElement()
                .satisfies(third -> assertThat(third.next().version()).isEqualTo(1));
    }

    @Test
    void anotherTextIsAnotherArticle() {
        String id = see(COAST, item("1", "/a", "Strike called off", LONG_TEXT))
                .next()
                .id();

        assertThat(see(
                                COAST,
                                item(
                                        "2",
                                        "/b",
                                        "Ferry line to reopen",
                                        LONG_TEXT.replace("strike", "ferry").replaceAll("\\bthe\\b", "a")))
                        .next()
                        .id())
                .isNotEqualTo(id);
    }

    @Test
    void anItemInSeveralFeedsIsOneArticleWhateverPartOfItsTextTheyGive() {
        String id = see(COAST, item("1", "/harbour", "Strike called off", LONG_TEXT))
                .next()
                .id();

        FeedMemory.Sighting elsewhere = see(ALL, item("x", "/harbour", "Strike called off", "Dockers agreed."));
        FeedMemory.Sighting again = see(COAST, item("1", "/harbour", "Strike called off", LONG_TEXT));

        assertThat(elsewhere.next().id()).isEqualTo(id);
        assertThat(elsewhere.publish()).isFalse();
        assertThat(again.publish()).isFalse();
    }

    @Test
    void aPageThatAllItemsShareNamesNone() {
        assertThat(seeAll(COAST, item("1", "/", "Strike called off", "a"), item("2", "/", "Ferry line to reopen", "b")))
                .extracting(sighting -> sighting.next().id())
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    void anIdDoesNotDependOnWhoSawTheItemFirst() {
        String id = see(COAST, item("1", "/harbour", "Strike called off", "a"))
                .next()
                .id();

        FeedMemory elsewhere = new FeedMemory(100);
        String same = elsewhere
                .recognise(ALL, List.of(item("other", "/harbour/", "Strike", "b")), MORNING)
                .get(0)
                .next()
                .id();

        assertThat(same).isEqualTo(id);
    }

    @Test
    void theItemLongestUnseenIsForgottenFirst() {
        FeedMemory small = new FeedMemory(2);
        for (String guid : List.of("1", "2", "1", "3")) {
            small.recognise(COAST, List.of(item(guid, "/" + guid, "Headline " + guid, "b")), MORNING)
                    .forEach(sighting -> small.remember(sighting.next()));
        }

        assertThat(small.all())
                .flatExtracting(FeedMemory.Known::keys)
                .anyMatch(key -> key.endsWith("/1"))
                .noneMatch(key -> key.endsWith("/2"));
    }

    @Test
    void theFileGivesBackWhatItWasGiven(@TempDir Path directory) throws Exception {
        see(COAST, item("1", "/harbour", "Strike called off", LONG_TEXT));
        FeedFile file = new FeedFile(directory);
        Map<String, FeedAnswer.Validators> validators =
                Map.of(COAST.toString(), new FeedAnswer.Validators("\"v1\"", null));

        file.save(memory, validators);
        FeedMemory read = new FeedMemory(100);

        assertThat(file.load(read)).isEqualTo(validators);
        assertThat(read.all()).containsExactlyElementsOf(memory.all());
    }

    private FeedMemory.Sighting see(URI feed, FeedItem item) {
        return seeAll(feed, item).get(0);
    }

    private List<FeedMemory.Sighting> seeAll(URI feed, FeedItem... items) {
        List<FeedMemory.Sighting> sightings = memory.recognise(feed, List.of(items), Samples.NOW);
        sightings.forEach(sighting -> memory.remember(sighting.next()));
        return sightings;
    }

    private static FeedItem item(@Nullable String guid, String path, String headline, String body) {
        return new FeedItem(
                guid,
                "https://northernwire.example" + path,
                headline,
                body,
                null,
                MORNING,
                null,
                "Northern Wire",
                "en");
    }
}
