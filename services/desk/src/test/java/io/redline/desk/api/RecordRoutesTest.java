package io.redline.desk.api;

import static io.redline.desk.DeskFixture.json;
import static io.redline.desk.DeskFixture.stance;
import static org.assertj.core.api.Assertions.assertThat;

import io.redline.desk.DeskFixture;
import io.redline.schemas.Stance;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordRoutesTest {

    private DeskFixture desk;

    @BeforeEach
    void open(@TempDir Path directory) {
        desk = DeskFixture.in(directory);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void retractedStanceIsShownOnlyToWhoeverAsksForIt() throws Exception {
        desk.append(desk.model.stances(), "FRA||", stance("s1", "urn:strike", "FRA", "conflict"));
        desk.append(desk.model.stances(), "FRA||", stance("s2", "urn:strike", "FRA", "conflict"));
        Stance retracted = stance("s1", "urn:strike", "FRA", "conflict");
        retracted.setRetracted("No longer counts: it was withdrawn by Test Wire.");
        desk.append(desk.model.stances(), "FRA||", retracted);

        assertThat(json(desk.get("/api/stances")).path("items").findValuesAsText("id"))
                .contains("s2")
                .doesNotContain("s1");
        assertThat(json(desk.get("/api/stances?retracted=true")).path("items").findValuesAsText("id"))
                .contains("s1", "s2");
        assertThat(desk.get("/api/stances?retracted=perhaps").statusCode()).isEqualTo(400);
    }
}
