package io.redline.detector.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redline.detector.text.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GazetteerTest {

    @TempDir
    private Path directory;

    @Test
    void everyStateOfTheWorldIsKnownUnderItsAlpha3Code() {
        Gazetteer gazetteer = Gazetteer.withDefaults();
        for (String region : Locale.getISOCountries()) {
            String code = Locale.forLanguageTag("und-" + region).getISO3Country();
            assertThat(gazetteer.kind(code)).as(code).isEqualTo(ActorKind.STATE);
            assertThat(gazetteer.name(code)).as(code).isNotEqualTo(code);
        }
    }

    @Test
    void aDeskAddsAnActor() throws IOException {
        write("desk.tsv", "harbour-pact\tBLOC\t\t\tHarbour Pact\tHP");
        ActorFinder finder = ActorFinder.withData(directory);
        assertThat(finder.mentions(Document.of("", "The Harbour Pact met Iran. The HP adjourned.")))
                .extracting(Mention::code)
                .containsExactly("harbour-pact", "IRN", "harbour-pact");
    }

    @Test
    void aDeskChangesAMeaning() throws IOException {
        write("organisations.tsv", "my-hamas\tARMED_GROUP\tPSE\t\tHamas");
        assertThat(ActorFinder.withData(directory).mentions(Document.of("", "Hamas agreed.")))
                .extracting(Mention::code)
                .containsExactly("my-hamas");
    }

    @Test
    void aDeskAddsAHomonym() throws IOException {
        write("homonyms.tsv", "Cairo\tnone\tarticle\tillinois");
        ActorFinder finder = ActorFinder.withData(directory);
        assertThat(finder.mentions(Document.of("", "Cairo agreed, a town in Illinois.")))
                .noneMatch(mention -> "EGY".equals(mention.code()));
        assertThat(finder.mentions(Document.of("", "Cairo agreed."))).anyMatch(mention -> "EGY".equals(mention.code()));
    }

    @Test
    void aWrongLineIsNamedWithWhatWouldBeRight() throws IOException {
        write("desk.tsv", "# comment\n\nslug\tBLOCK\t\t\tName");
        assertThatThrownBy(() -> Gazetteer.withData(directory))
                .isInstanceOf(DataFileException.class)
                .hasMessageStartingWith("desk.tsv, line 3: kind is \"BLOCK\": use one of state, government, bloc");
    }

    @Test
    void aLineWithTooFewColumnsIsRefused() throws IOException {
        write("desk.tsv", "slug BLOC Name");
        assertThatThrownBy(() -> Gazetteer.withData(directory))
                .isInstanceOf(DataFileException.class)
                .hasMessage("desk.tsv, line 1: it has 1 columns and needs at least 5, with a tab between them");
    }

    @Test
    void aDirectoryThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> Gazetteer.withData(directory.resolve("nowhere")))
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining("give a readable directory");
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(directory.resolve(name), content + "\n");
    }
}
