package io.redline.desk.api;

import static io.redline.desk.DeskFixture.alert;
import static io.redline.desk.DeskFixture.article;
import static io.redline.desk.DeskFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.redline.desk.DeskFixture;
import io.redline.desk.SseReader;
import io.redline.runtime.ApiTokens;
import io.redline.runtime.Scope;
import io.redline.schemas.Article;
import io.redline.schemas.Delivery;
import io.redline.schemas.Watch;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a token allows: each scope on each route, and what a token that is bound to an owner sees of others. */
class ScopesTest {

    private static final String ANN = "a-token-bound-to-ann";
    private static final String EARLY = "a-token-of-the-embargo-desk";
    private static final String ALL = "a-token-for-everything";

    private DeskFixture desk;

    @BeforeEach
    void open(@TempDir Path directory) {
        String scoped = Arrays.stream(Scope.values())
                .map(scope -> scope.word() + ":" + scope.word() + ":" + ApiTokens.hashed(only(scope)))
                .collect(Collectors.joining(","));
        desk = DeskFixture.guarded(
                directory, ALL + ",early:read+embargo:" + EARLY + ",ann:read+write@ann:" + ANN + "," + scoped);
        watch("hers", "ann");
        watch("his", "bob");
        watch("nobodys", null);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void everyRouteAsksForItsScope() throws Exception {
        for (Route route : desk.api.routes()) {
            if (!route.asksForToken()) {
                continue;
            }
            String path = route.path().replaceAll("[{<][a-z]+[>}]", "some") + "?nonsense=1";
            String body = route.body() == Route.Body.NONE ? null : "{}";
            for (Scope scope : Scope.values()) {
                HttpResponse<String> answer = send(route.method().name(), path, body, only(scope));
                String call = route.method() + " " + route.path() + " with " + scope;
                if (scope == route.scope() || scope == Scope.ADMIN) {
                    assertThat(answer.statusCode()).as(call).isNotIn(401, 403);
                } else {
                    assertThat(answer.statusCode()).as(call).isEqualTo(403);
                    assertThat(json(answer).path("scope").asText())
                            .isEqualTo(route.scope().word());
                    assertThat(json(answer).path("detail").asText())
                            .contains("\"" + route.scope().word() + "\"");
                }
            }
        }
    }

    @Test
    void whateverChangesSomethingAsksForMoreThanReading() {
        assertThat(desk.api.routes())
                .filteredOn(route -> !route.method().name().equals("GET") && route.scope() == Scope.READ)
                .extracting(Route::path)
                .containsExactly("/api/watches/preview");
    }

    @Test
    void anOwnerSeesAndChangesOnlyTheirWatches() throws Exception {
        assertThat(ids("/api/watches")).containsExactly("hers");
        assertThat(ids("/api/watches?owner=bob")).isEmpty();
        assertThat(json(get("/api/watches/export"))).hasSize(1);
        assertThat(get("/api/watches/hers").statusCode()).isEqualTo(200);
        for (String other : List.of("his", "nobodys")) {
            assertThat(get("/api/watches/" + other).statusCode()).isEqualTo(404);
            assertThat(send("PUT", "/api/watches/" + other, "{\"name\":\"Mine\"}", ANN)
                            .statusCode())
                    .isEqualTo(404);
            assertThat(send("DELETE", "/api/watches/" + other, null, ANN).statusCode())
                    .isEqualTo(404);
            assertThat(send("POST", "/api/watches", "{\"id\":\"" + other + "\",\"name\":\"Mine\"}", ANN)
                            .statusCode())
                    .isEqualTo(409);
        }
        assertThat(send("PUT", "/api/watches/hers", "{\"name\":\"Hers again\"}", ANN)
                        .statusCode())
                .isEqualTo(200);
        assertThat(json(get("/api/watches/hers")).path("owner").asText()).isEqualTo("ann");
    }

    @Test
    void aWatchThatAnOwnerAddsIsTheirsAndNobodyElses() throws Exception {
        HttpResponse<String> added = send("POST", "/api/watches", "{\"id\":\"new\",\"name\":\"New\"}", ANN);
        assertThat(json(added).path("owner").asText()).isEqualTo("ann");
        HttpResponse<String> forBob = send("POST", "/api/watches", "{\"name\":\"Gift\",\"owner\":\"bob\"}", ANN);
        assertThat(forBob.statusCode()).isEqualTo(400);
        assertThat(json(forBob).path("field").asText()).isEqualTo("owner");
        JsonNode imported = json(send(
                "POST",
                "/api/watches/import?replace=true",
                "[{\"id\":\"his\",\"name\":\"Taken over\"},{\"id\":\"more\",\"name\":\"More\"}]",
                ANN));
        assertThat(imported.path("accepted").findValuesAsText("id")).containsExactly("more");
        assertThat(imported.path("rejected")).hasSize(1);
        assertThat(json(send("GET", "/api/watches/his", null, ALL)).path("name").asText())
                .isEqualTo("Watch his");
    }

    @Test
    void anOwnerSeesOnlyAlertsOfTheirWatches() throws Exception {
        desk.raise(alert("a-hers", "hers", 1));
        desk.raise(alert("a-his", "his", 2));
        assertThat(ids("/api/alerts")).containsExactly("a-hers");
        assertThat(ids("/api/alerts?watch=his")).isEmpty();
        assertThat(get("/api/alerts/a-hers").statusCode()).isEqualTo(200);
        assertThat(get("/api/alerts/a-his").statusCode()).isEqualTo(404);
        assertThat(get("/api/alerts/a-his?versions=true").statusCode()).isEqualTo(404);
        assertThat(send("POST", "/api/alerts/a-his/ack", "{\"by\":\"ann\"}", ANN)
                        .statusCode())
                .isEqualTo(404);
        assertThat(json(send("GET", "/api/alerts/a-his", null, ALL))
                        .path("state")
                        .asText())
                .isEqualTo("new");
    }

    @Test
    void anIdThatWasTakenBeforeOpensNothingToAnotherOwner() throws Exception {
        desk.raise(alert("a-his", "his", 1));
        delivery("d-his", "his");
        assertThat(send("DELETE", "/api/watches/his", null, ALL).statusCode()).isEqualTo(204);
        HttpResponse<String> again = send("POST", "/api/watches", "{\"id\":\"his\",\"name\":\"Mine\"}", ANN);
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(json(again).path("detail").asText()).contains("There was a watch \"his\"", "another id");
        assertThat(json(send("POST", "/api/watches/import", "[{\"id\":\"his\",\"name\":\"Mine\"}]", ANN))
                        .path("accepted"))
                .isEmpty();
        assertThat(json(send("POST", "/api/watches", "{\"name\":\"His\"}", ANN))
                        .path("id")
                        .asText())
                .isEqualTo("his-2");
        assertThat(ids("/api/alerts")).isEmpty();
        assertThat(ids("/api/deliveries")).isEmpty();
    }

    @Test
    void anIdOfWhichOnlyItsRemovalIsKnownIsNotGivenToAnotherOwnerEither() throws Exception {
        assertThat(send("DELETE", "/api/watches/nobodys", null, ALL).statusCode())
                .isEqualTo(204);
        assertThat(send("POST", "/api/watches", "{\"id\":\"nobodys\",\"name\":\"Mine\"}", ANN)
                        .statusCode())
                .isEqualTo(409);
        assertThat(send("POST", "/api/watches", "{\"id\":\"nobodys\",\"name\":\"Ours\"}", ALL)
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void anOwnersStreamTellsOnlyAlertsOfTheirWatches() throws Exception {
        try (SseReader reader = SseReader.open(desk.uri("/api/alerts/stream"), null, "Bearer " + ANN)) {
            desk.raise(alert("a-his", "his", 1));
            desk.raise(alert("a-hers", "hers", 2));
            assertThat(reader.next().data().path("id").asText()).isEqualTo("a-hers");
        }
    }

    @Test
    void anOwnerSeesOnlyDeliveriesOfTheirWatches() throws Exception {
        delivery("d-hers", "hers");
        delivery("d-his", "his");
        assertThat(ids("/api/deliveries")).containsExactly("d-hers");
        assertThat(ids("/api/deliveries?alert=a-his")).isEmpty();
        assertThat(send("POST", "/api/deliveries/d-his/redeliver", "{}", ANN).statusCode())
                .isEqualTo(404);
        assertThat(desk.redeliveries()).isEmpty();
    }

    @Test
    void anOwnerIsNotToldWhyTheWatchOfAnotherAlerted() throws Exception {
        desk.append(desk.model.articles(), "urn:a", article("urn:a", 1, "Some words"));
        assertThat(get("/api/explain?article=urn:a&watch=hers").statusCode()).isEqualTo(200);
        assertThat(get("/api/explain?article=urn:a&watch=his").statusCode()).isEqualTo(404);
    }

    @Test
    void aPreviewNamesNoWatchesOfOthers() throws Exception {
        desk.append(desk.model.articles(), "urn:a", article("urn:a", 1, "The harbour is open"));
        String draft = "{\"name\":\"Draft\",\"query\":\"harbour\",\"over\":\"P1D\"}";
        JsonNode all = json(send("POST", "/api/watches/preview", draft, ALL));
        assertThat(all.at("/overlap/watches").findValuesAsText("id"))
                .containsExactlyInAnyOrder("hers", "his", "nobodys");
        JsonNode hers = json(send("POST", "/api/watches/preview", draft, ANN));
        assertThat(hers.at("/overlap/watches").findValuesAsText("id")).containsExactly("hers");
    }

    @Test
    void metricsOfAllWatchesAreNotForOneOwner() throws Exception {
        assertThat(get("/metrics").statusCode()).isEqualTo(403);
        assertThat(send("GET", "/metrics", null, only(Scope.READ)).statusCode()).isEqualTo(200);
    }

    @Test
    void embargoedCopyIsShownOnlyToATokenThatSaysSo() throws Exception {
        Article early = article("urn:early", 1, "Not a word of this");
        early.setEmbargoedUntil(DeskFixture.NOW.plusSeconds(60));
        desk.append(desk.model.articles(), "urn:early", early);
        for (String token : List.of(ALL, ANN, only(Scope.ADMIN))) {
            HttpResponse<String> refused = send("GET", "/api/articles/urn:early", null, token);
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).doesNotContain("Not a word");
        }
        assertThat(send("GET", "/api/articles/urn:early", null, EARLY).body()).contains("Not a word");
        assertThat(send("GET", "/api/explain?article=urn:early&watch=his", null, ALL)
                        .body())
                .doesNotContain("A headline");
        assertThat(send("GET", "/api/explain?article=urn:early&watch=his", null, EARLY)
                        .body())
                .contains("A headline");
    }

    private static String only(Scope scope) {
        return "a-token-only-to-" + scope.word();
    }

    private void watch(String id, @Nullable String owner) {
        desk.append(
                desk.model.watches(),
                id,
                Watch.newBuilder()
                        .setId(id)
                        .setName("Watch " + id)
                        .setQuery("harbour")
                        .setOwner(owner)
                        .build());
    }

    private void delivery(String id, String watch) {
        desk.append(
                desk.model.deliveries(),
                "a-" + watch,
                Delivery.newBuilder()
                        .setId(id)
                        .setAlertId("a-" + watch)
                        .setAlertVersion(1)
                        .setWatchId(watch)
                        .setChannel("webhook")
                        .setEndpoint("desk.example")
                        .setEvent("alert.created")
                        .setState("failed")
                        .setAt(DeskFixture.NOW)
                        .build());
    }

    private List<String> ids(String path) throws Exception {
        List<String> ids = new ArrayList<>();
        json(get(path)).path("items").forEach(item -> ids.add(item.path("id").asText()));
        return ids;
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send("GET", path, null, ANN);
    }

    private HttpResponse<String> send(String method, String path, @Nullable String body, String token)
            throws Exception {
        return desk.send(method, path, body, "Authorization", "Bearer " + token);
    }
}
