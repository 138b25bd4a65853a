package io.redline.desk.api;

import static io.redline.desk.DeskFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.redline.desk.DeskFixture;
import io.redline.desk.watch.WatchBook;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many watches at once, in and out. */
class WatchFileRoutesTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    @TempDir
    Path elsewhere;

    private DeskFixture desk;

    @BeforeEach
    void open(@TempDir Path directory) {
        desk = DeskFixture.in(directory, WatchBook.MOST_PER_OWNER.name(), "3");
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void aBadWatchDoesNotSinkTheGoodOnesBesideIt() throws Exception {
        JsonNode receipt = json(desk.send("POST", "/api/watches/import", """
                [{"name":"Ports","query":"strike AND port"},{"name":"Broken","query":"(talks OR"},17,
                 {"name":"Rails","query":"rail","colour":"red"},{"name":"Ferries","query":"ferr*"}]"""));
        assertThat(receipt.path("accepted").findValuesAsText("id")).containsExactly("ports", "ferries");
        assertThat(receipt.path("rejected").findValuesAsText("index")).containsExactly("1", "2", "3");
        assertThat(receipt.at("/rejected/0/reason").asText()).contains("at column");
        assertThat(receipt.at("/rejected/1/reason").asText()).contains("should be a JSON object");
        assertThat(receipt.at("/rejected/2/reason").asText()).contains("\"colour\"");
        assertThat(desk.get("/api/watches/ferries").statusCode()).isEqualTo(200);
    }

    @Test
    void aTableIsReadByTheNamesOfItsColumns() throws Exception {
        JsonNode receipt = json(importTable("""
                Query,name,tags,owner
                "strike AND (port OR ""dry dock"")","Ports, all of them",sea; labour,maria
                (talks OR,Broken,,
                ,Nothing to look for,,
                a,b,c,d,e
                ferr*,Ferries
                """));
        assertThat(receipt.path("accepted").findValuesAsText("id")).containsExactly("ports-all-of-them", "ferries");
        assertThat(receipt.path("rejected").findValuesAsText("index")).containsExactly("1", "2", "3");
        assertThat(receipt.at("/rejected/0/reason").asText()).contains("at column");
        assertThat(receipt.at("/rejected/1/reason").asText()).contains("empty");
        assertThat(receipt.at("/rejected/2/reason").asText()).contains("5 cells");
        JsonNode ports = json(desk.get("/api/watches/ports-all-of-them"));
        assertThat(ports.path("query").asText()).isEqualTo("strike AND (port OR \"dry dock\")");
        assertThat(ports.path("tags").toString()).isEqualTo("[\"sea\",\"labour\"]");
        assertThat(ports.path("owner").asText()).isEqualTo("maria");
    }

    @Test
    void aTableThatBreaksOffKeepsWhatStoodBefore() throws Exception {
        JsonNode receipt = json(importTable("name,query\nPorts,port\nRails,\"rail"));
        assertThat(receipt.path("accepted").findValuesAsText("id")).contains("ports");
        assertThat(receipt.path("accepted").size() + receipt.path("rejected").size())
                .isEqualTo(2);
    }

    @Test
    void aTableWithoutItsColumnsIsRefusedWithTheirNames() throws Exception {
        HttpResponse<String> answer = importTable("title;query\nPorts;port\n");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("detail").asText()).contains("name, query");
    }

    @Test
    void anIdThatIsTakenIsRejectedUnlessItIsToBeReplaced() throws Exception {
        desk.send("POST", "/api/watches", "{\"id\":\"a\",\"name\":\"A\",\"query\":\"old\"}");
        String again = "[{\"id\":\"a\",\"name\":\"A\",\"query\":\"fresh\"}]";
        JsonNode refused = json(desk.send("POST", "/api/watches/import", again));
        assertThat(refused.at("/rejected/0/reason").asText()).contains("replace=true");
        JsonNode replaced = json(desk.send("POST", "/api/watches/import?replace=true", again));
        assertThat(replaced.at("/accepted/0/id").asText()).isEqualTo("a");
        JsonNode stored = json(desk.get("/api/watches/a"));
        assertThat(stored.path("query").asText()).isEqualTo("fresh");
        assertThat(stored.path("revision").asInt()).isEqualTo(2);
    }

    @Test
    void aTableChangesOnlyItsOwnColumnsOfAWatchThatIsThere() throws Exception {
        desk.send("POST", "/api/watches", """
                {"name":"Ports","query":"old","minSources":3,"channels":[
                  {"type":"webhook","url":"https://hooks.example.org/in","secret":"%s"}]}""".formatted(SECRET));
        desk.send(
                "POST",
                "/api/watches/import?replace=true",
                "name,query\nPorts,fresh\nRails,rail\n",
                "Content-Type",
                "text/csv");
        JsonNode ports = json(desk.get("/api/watches/ports"));
        assertThat(ports.path("query").asText()).isEqualTo("fresh");
        assertThat(ports.path("minSources").asInt()).isEqualTo(3);
        assertThat(desk.opened("ports").getChannels().get(0).getSecret()).isEqualTo(SECRET);
        assertThat(names("/api/watches")).containsExactlyInAnyOrder("Ports", "Rails");
    }

    @Test
    void secretsAreNeverExportedAndSurviveAnImportOfTheExport() throws Exception {
        desk.send("POST", "/api/watches", """
                {"id":"a","name":"A","query":"port","channels":[
                  {"type":"webhook","url":"https://hooks.example.org/in","secret":"%s"}]}""".formatted(SECRET));
        HttpResponse<String> exported = desk.get("/api/watches/export");
        assertThat(exported.body()).doesNotContain(SECRET).contains("whsec_***");
        JsonNode receipt = json(desk.send("POST", "/api/watches/import?replace=true", exported.body()));
        assertThat(receipt.at("/accepted/0/id").asText()).isEqualTo("a");
        assertThat(desk.opened("a").getChannels().get(0).getSecret()).isEqualTo(SECRET);
    }

    @Test
    void anExportedTableIsWhatAnImportTakes() throws Exception {
        importTable("""
                name,query,id,owner,tags
                "Ports, ""all"" of them",strike AND port,ports,maria,sea;labour
                Rails,rail,rails,,
                """);
        HttpResponse<String> table = desk.get("/api/watches/export?format=csv");
        assertThat(table.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
        assertThat(table.body().lines().findFirst()).contains("name,query,id,owner,tags");
        try (DeskFixture other = DeskFixture.in(elsewhere)) {
            JsonNode receipt = json(
                    other.send("POST", "/api/watches/import", table.body(), "Content-Type", "text/csv; charset=utf-8"));
            assertThat(receipt.path("rejected")).isEmpty();
            JsonNode ports = json(other.get("/api/watches/ports"));
            assertThat(ports.path("name").asText()).isEqualTo("Ports, \"all\" of them");
            assertThat(ports.path("tags")).hasSize(2);
        }
    }

    @Test
    void moreThanOnePageIsExported() throws Exception {
        StringBuilder rows = new StringBuilder("name,query\n");
        for (int i = 0; i < 1_203; i++) {
            rows.append("Watch ").append(i).append(",word").append(i).append('\n');
        }
        importTable(rows.toString());
        assertThat(json(desk.get("/api/watches/export"))).hasSize(1_203);
    }

    @Test
    void watchesAreListedByOwnerAndTag() throws Exception {
        importTable("name,query,owner,tags\nA,a,maria,sea;labour\nB,b,maria,sea\nC,c,jonas,labour\n");
        assertThat(names("/api/watches?owner=maria")).containsExactlyInAnyOrder("A", "B");
        assertThat(names("/api/watches?tag=labour")).containsExactlyInAnyOrder("A", "C");
        assertThat(names("/api/watches?owner=maria&tag=labour")).containsExactly("A");
        assertThat(names("/api/watches?tag=lab")).isEmpty();
        assertThat(json(desk.get("/api/watches/export?tag=sea")).findValuesAsText("name"))
                .containsExactlyInAnyOrder("A", "B");
    }

    @Test
    void anOwnerHasOnlySoManyWatches() throws Exception {
        JsonNode receipt = json(importTable("name,query,owner\nA,a,maria\nB,b,maria\nC,c,maria\nD,d,maria\nE,e,\n"));
        assertThat(receipt.path("accepted").findValuesAsText("id")).containsExactly("a", "b", "c", "e");
        assertThat(receipt.at("/rejected/0/reason").asText())
                .contains("\"maria\" has 3 watches", WatchBook.MOST_PER_OWNER.name());
        HttpResponse<String> one =
                desk.send("POST", "/api/watches", "{\"name\":\"D\",\"query\":\"d\",\"owner\":\"maria\"}");
        assertThat(one.statusCode()).isEqualTo(409);
        HttpResponse<String> moved =
                desk.send("PUT", "/api/watches/e", "{\"name\":\"E\",\"query\":\"e\",\"owner\":\"maria\"}");
        assertThat(moved.statusCode()).isEqualTo(409);
        HttpResponse<String> changed =
                desk.send("PUT", "/api/watches/a", "{\"name\":\"A\",\"query\":\"aa\",\"owner\":\"maria\"}");
        assertThat(changed.statusCode()).isEqualTo(200);
    }

    private List<String> names(String path) throws Exception {
        return json(desk.get(path)).path("items").findValuesAsText("name");
    }

    private HttpResponse<String> importTable(String table) throws Exception {
        return desk.send("POST", "/api/watches/import", table, "Content-Type", "text/csv");
    }
}
