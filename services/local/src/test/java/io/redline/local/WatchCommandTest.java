package io.redline.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.redline.runtime.AvroJson;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void aSlackChannelGoesWithItsTokenAndATopicByItself() throws Exception {
        try (StandInDesk desk = StandInDesk.answering(201, "{\"id\":\"talks\"}")) {
            CommandRun.of(
                    "watch",
                    "add",
                    "talks",
                    "--slack-token=xoxb-1",
                    "--slack-channel=C0HARBOUR",
                    "--topic=redline-alerts-harbour",
                    "--server=" + desk.url());
            assertThat(AvroJson.MAPPER.readTree(desk.asked().get(0).body()).path("channels"))
                    .hasToString("[{\"type\":\"slack\",\"channel\":\"C0HARBOUR\",\"token\":\"xoxb-1\"},"
                            + "{\"type\":\"topic\",\"topic\":\"redline-alerts-harbour\"}]");
        }
    }

    @Test
    void aTestIsAskedForAndItsDeliveriesPrinted() {
        try (StandInDesk desk = StandInDesk.answering(
                202, "{\"alert\":\"test-1\",\"deliveries\":[{\"id\":\"d-1\",\"channel\":0,\"type\":\"email\"}]}")) {
            CommandRun run = CommandRun.of("watch", "test", "talks", "--server=" + desk.url());
            assertThat(run.out()).isEqualToIgnoringNewLines("Sent a test by email: d-1");
            assertThat(desk.asked().get(0).path()).isEqualTo("/api/watches/talks/test");
        }
    }

    @Test
    void ownerTagsAndEndAreSentAndWarningsShown() throws Exception {
        try (StandInDesk desk = StandInDesk.answering(201, "{\"id\":\"a\",\"warnings\":[\"Column 3: why?\"]}")) {
            CommandRun run = CommandRun.of(
                    "watch",
                    "add",
                    "talks",
                    "--owner=maria",
                    "--tag=sea,labour",
                    "--until=2026-03-01T00:00:00Z",
                    "--server=" + desk.url());
            assertThat(run.err()).isEqualToIgnoringNewLines("Is this meant? Column 3: why?");
            JsonNode watch = AvroJson.MAPPER.readTree(desk.asked().get(0).body());
            assertThat(watch.path("owner").asText()).isEqualTo("maria");
            assertThat(watch.path("tags").toString()).isEqualTo("[\"sea\",\"labour\"]");
            assertThat(watch.path("enabledUntil").asText()).isEqualTo("2026-03-01T00:00:00Z");
        }
    }

    @Test
    void theListIsNarrowedByOwnerAndTag() {
        try (StandInDesk desk = StandInDesk.answering(200, "{\"items\":[],\"next\":null}")) {
            CommandRun.of("watch", "list", "--owner=maria b", "--tag=sea", "--server=" + desk.url());
            assertThat(desk.asked().get(0).path()).isEqualTo("/api/watches?owner=maria%20b&tag=sea");
        }
    }

    @Test
    void anExportIsPrintedAsItComes() {
        try (StandInDesk desk = StandInDesk.answering(200, "name,query\nPorts,\"port, or dock\"\n")) {
            CommandRun run = CommandRun.of("watch", "export", "--csv", "--server=" + desk.url());
            assertThat(run.out()).isEqualTo("name,query\nPorts,\"port, or dock\"\n");
            assertThat(desk.asked().get(0).path()).isEqualTo("/api/watches/export?format=csv");
        }
    }

    @Test
    void aTableIsImportedAndEachRejectedRowToldWithItsPlace(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(
                directory.resolve("watches.csv"), "name,query\nPorts,port\nToo,many,cells\nBroken,(talks\n");
        try (StandInDesk desk = StandInDesk.answering(
                200, "{\"accepted\":[{\"id\":\"ports\"}],\"rejected\":[{\"index\":1,\"reason\":\"column 1\"}]}")) {
            CommandRun run = CommandRun.of("watch", "import", file.toString(), "--server=" + desk.url());
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.out())
                    .contains(": row 2: the row has 3 cells", ": row 3: column 1", "Accepted 1, rejected 2.");
            assertThat(AvroJson.MAPPER.readTree(desk.asked().get(0).body())).hasSize(2);
        }
    }

    @Test
    void aJsonFileOfManyWatchesIsSentSomeAtATime(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(
                directory.resolve("watches.json"), "[" + "{\"name\":\"A\"},".repeat(449) + "{\"name\":\"A\"}]");
        try (StandInDesk desk = StandInDesk.answering(200, "{\"accepted\":[{\"id\":\"a\"}],\"rejected\":[]}")) {
            CommandRun run = CommandRun.of("watch", "import", file.toString(), "--replace", "--server=" + desk.url());
            assertThat(run.exitCode()).isZero();
            assertThat(desk.asked()).hasSize(3);
            assertThat(desk.asked().get(0).path()).isEqualTo("/api/watches/import?replace=true");
        }
    }

    @Test
    void aPreviewIsAskedDayByDayAndPrintedAsAChart() throws Exception {
        try (StandInDesk desk = StandInDesk.answering(200, """
                {"articles":40,"matches":3,"complete":true,"microsPerArticle":20,"examples":[
                  {"kind":"keyword","excerpt":"They strike, a striker said.","terms":[
                    {"text":"strike","field":"body","start":5,"end":11}],
                   "article":{"id":"urn:1","headline":"Ports","source":"Wire","publishedAt":"2026-01-30T09:00:00.000Z"}}],
                 "overlap":{"articles":3,"complete":true,"watches":[
                   {"watch":{"id":"ports","name":"All ports"},"matches":2}]},
                 "warnings":[{"message":"write AND","column":4}]}""")) {
            CommandRun run =
                    CommandRun.of("watch", "preview", "--query=strike", "--over=P2D", "--server=" + desk.url());
            assertThat(run.exitCode()).isZero();
            int days = desk.asked().size();
            assertThat(days).isBetween(2, 3);
            assertThat(run.err().lines().filter(line -> line.endsWith(": 3 of 40 articles")))
                    .hasSize(days);
            assertThat(run.out())
                    .contains("It would have met " + 3 * days + " of " + 40 * days + " articles.")
                    .contains("      3  ###")
                    .contains("They [strike], a striker said.")
                    .contains("All ports (ports)")
                    .contains("Cost: 0.020 ms an article.")
                    .contains("Is this meant? Column 4: write AND");
            JsonNode first = AvroJson.MAPPER.readTree(desk.asked().get(0).body());
            assertThat(first.path("query").asText()).isEqualTo("strike");
            assertThat(first.has("until")).isTrue();
        }
    }

    @Test
    void anExplanationIsPrintedClauseByClause() {
        try (StandInDesk desk = StandInDesk.answering(200, """
                {"alerted":false,"reason":"required but not met: port","conditions":[
                   {"name":"enabled","holds":true,"reason":"The watch is enabled."},
                   {"name":"query","holds":false,"reason":"required but not met: port"}],
                 "query":{"role":"query","clause":"strike AND port","holds":false,"reason":"r","clauses":[
                   {"role":"required","clause":"strike","holds":true,"reason":"found \\"strikes\\" in body","clauses":[]},
                   {"role":"excluded","clause":"rail","holds":false,"reason":"not in body","clauses":[]},
                   {"role":"required","clause":"port","holds":false,"reason":"not in body","clauses":[]}]}}""")) {
            CommandRun run = CommandRun.of("explain", "--article=urn:a/1", "--watch=w", "--server=" + desk.url());
            assertThat(run.out().lines())
                    .containsExactly(
                            "No alert: required but not met: port",
                            "",
                            "+ enabled: The watch is enabled.",
                            "- query: required but not met: port",
                            "    + required strike: found \"strikes\" in body",
                            "    + excluded rail: not in body",
                            "    - required port: not in body");
            assertThat(desk.asked().get(0).path()).isEqualTo("/api/explain?article=urn%3Aa%2F1&watch=w");
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
