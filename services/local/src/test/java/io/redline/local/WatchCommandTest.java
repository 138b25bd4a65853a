package io.redline.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.redline.runtime.AvroJson;
import org.junit.jupiter.api.Test;

class WatchCommandTest {

    @Test
    void optionsBecomeAWatch() throws Exception {
        try (StandInDesk desk = StandInDesk.answering(201, "{\"id\":\"talks\"}")) {
            CommandRun run = CommandRun.of(
                    "watch",
                    "add",
                    "talks OR \"red line\"",
                    "--id=talks",
                    "--on=keyword,shift",
                    "--actor=IRN",
                    "--webhook=https://example.org/hook",
                    "--secret=whsec_c2VjcmV0",
                    "--email=desk@example.org",
                    "--server=" + desk.url(),
                    "--token=0123456789abcdef");

            assertThat(run.out()).isEqualToIgnoringNewLines("Added the watch talks.");
            StandInDesk.Asked asked = desk.asked().get(0);
            assertThat(asked.authorization()).isEqualTo("Bearer 0123456789abcdef");
            JsonNode watch = AvroJson.MAPPER.readTree(asked.body());
            assertThat(watch.path("query").asText()).isEqualTo("talks OR \"red line\"");
            assertThat(watch.path("on")).hasSize(2);
            assertThat(watch.at("/stance/actor").asText()).isEqualTo("IRN");
            assertThat(watch.at("/channels/0/secret").asText()).isEqualTo("whsec_c2VjcmV0");
            assertThat(watch.at("/channels/1/to").asText()).isEqualTo("desk@example.org");
        }
    }

    @Test
    void theDesksReasonIsPassedOn() {
        try (StandInDesk desk = StandInDesk.answering(400, "{\"detail\":\"The query ends too early (column 9)\"}")) {
            CommandRun run = CommandRun.of("watch", "add", "(talks OR", "--server=" + desk.url());
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).isEqualToIgnoringNewLines("The query ends too early (column 9).");
        }
    }

    @Test
    void aServerThatAsksForATokenIsToldWithTheOption() {
        try (StandInDesk desk = StandInDesk.answering(401, "{\"detail\":\"Send a header\"}")) {
            CommandRun without = CommandRun.of("watch", "list", "--server=" + desk.url());
            assertThat(without.exitCode()).isEqualTo(1);
            assertThat(without.err())
                    .isEqualToIgnoringNewLines(desk.url() + " asks for a token:"
                            + " give one of its REDLINE_API_TOKENS with --token, or as REDLINE_TOKEN.");
            CommandRun wrong = CommandRun.of("watch", "list", "--token=another", "--server=" + desk.url());
            assertThat(wrong.err()).contains("does not know this one");
        }
    }

    @Test
    void columnsOfTheListStayApart() {
        try (StandInDesk desk = StandInDesk.answering(
                200,
                "{\"items\":[{\"id\":\"" + "a".repeat(40) + "\",\"name\":\"" + "N".repeat(60)
                        + "\",\"on\":[\"keyword\",\"stance\",\"shift\"],\"query\":\"talks\"}],\"next\":null}")) {
            CommandRun run = CommandRun.of("watch", "list", "--server=" + desk.url());
            assertThat(run.out().lines().toList().get(1).split(" +"))
                    .containsExactly("a".repeat(40), "N".repeat(60), "keyword,stance,shift", "talks");
        }
    }

    @Test
    void aWatchOnNothingIsWrongUsage() {
        assertThat(CommandRun.of("watch", "add").exitCode()).isEqualTo(2);
    }

    @Test
    void listPrintsOneWatchALineAsJson() {
        try (StandInDesk desk =
                StandInDesk.answering(200, "{\"items\":[{\"id\":\"a\"},{\"id\":\"b\"}],\"next\":null}")) {
            CommandRun run = CommandRun.of("watch", "list", "--json", "--server=" + desk.url());
            assertThat(run.out().lines()).containsExactly("{\"id\":\"a\"}", "{\"id\":\"b\"}");
        }
    }

    @Test
    void anIdentifierIsWrittenAsOnePathSegment() {
        try (StandInDesk desk = StandInDesk.answering(204, "")) {
            assertThat(CommandRun.of("watch", "remove", "a/b c", "--server=" + desk.url())
                            .exitCode())
                    .isZero();
            assertThat(desk.asked().get(0).path()).isEqualTo("/api/watches/a%2Fb%20c");
        }
    }
}
