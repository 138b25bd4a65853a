package io.redline.desk.api;

import static io.redline.desk.DeskFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redline.desk.DeskFixture;
import io.redline.schemas.Alert;
import io.redline.schemas.Article;
import io.redline.schemas.AuditEntry;
import io.redline.schemas.Channel;
import io.redline.schemas.Delivery;
import io.redline.schemas.Silence;
import io.redline.schemas.Stance;
import io.redline.schemas.StanceShift;
import io.redline.schemas.Watch;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Walks all routes: what the code answers and what the document says are the same, and nothing is left unguarded. */
class RoutesTest {

    private static final String TOKEN = "a-token-of-some-length";

    private static DeskFixture desk;

    @BeforeAll
    static void open(@TempDir Path directory) {
        desk = DeskFixture.guarded(directory, TOKEN);
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    @Test
    void everyRouteButHealthAsksForAToken() throws Exception {
        for (Route route : desk.api.routes()) {
            HttpResponse<String> answer = call(route);
            if (route.access() == Route.Access.OPEN) {
                assertThat(route.path()).startsWith("/health/");
                assertThat(answer.statusCode()).as(route.path()).isNotEqualTo(401);
            } else if (route.access() == Route.Access.LINK) {
                assertThat(route.path()).startsWith("/act/");
                assertThat(answer.statusCode()).as(route.path()).isEqualTo(403);
            } else {
                assertThat(answer.statusCode()).as(route.path()).isEqualTo(401);
                assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
                assertThat(json(answer).path("detail").asText()).contains("REDLINE_API_TOKENS");
            }
        }
    }

    @Test
    void wrongTokenIsNoToken() throws Exception {
        for (String wrong : List.of("Bearer " + TOKEN + "x", "Bearer ", "Basic " + TOKEN, TOKEN)) {
            assertThat(desk.send("GET", "/api/watches", null, "Authorization", wrong)
                            .statusCode())
                    .as(wrong)
                    .isEqualTo(401);
        }
        assertThat(desk.send("GET", "/api/watches", null, "Authorization", "Bearer " + TOKEN)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void unknownAddressesUnderTheApiTellNothingWithoutAToken() throws Exception {
        assertThat(desk.get("/api/secret").statusCode()).isEqualTo(401);
    }

    @Test
    void documentAndCodeNameTheSameCalls() throws Exception {
        Set<String> documented = new TreeSet<>();
        document().path("paths").properties().forEach(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(method -> documented.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        Set<String> answered = new TreeSet<>();
        desk.api.routes().forEach(route -> answered.add(route.method() + " " + documentedPath(route)));
        assertThat(documented).isEqualTo(answered);
    }

    @Test
    void documentAndCodeAskForTheSameScopes() throws Exception {
        for (Route route : desk.api.routes()) {
            if (route.asksForToken()) {
                assertThat(operation(route).path("x-scope").asText())
                        .as(route.path())
                        .isEqualTo(route.scope().word());
            }
        }
    }

    @Test
    void documentAndSchemasNameTheSameFields() throws Exception {
        Map<String, Schema> records = new TreeMap<>();
        for (Schema schema : List.of(
                Article.getClassSchema(),
                Watch.getClassSchema(),
                Channel.getClassSchema(),
                Alert.getClassSchema(),
                Stance.getClassSchema(),
                StanceShift.getClassSchema(),
                Delivery.getClassSchema(),
                Silence.getClassSchema(),
                AuditEntry.getClassSchema())) {
            records.put(schema.getName(), schema);
        }
        JsonNode schemas = document().path("components").path("schemas");
        records.forEach((name, schema) -> {
            List<String> documented = new ArrayList<>();
            schemas.path(name).path("properties").fieldNames().forEachRemaining(documented::add);
            assertThat(documented)
                    .as(name)
                    .isEqualTo(
                            schema.getFields().stream().map(Schema.Field::name).toList());
        });
    }

    @Test
    void documentRefersOnlyToWhatItHolds() throws Exception {
        JsonNode document = document();
        document.findValuesAsText("$ref").forEach(reference -> assertThat(
                        document.at(reference.substring(1)).isMissingNode())
                .as(reference)
                .isFalse());
    }

    @Test
    void documentedParametersAreThoseThatTheCodeReads() throws Exception {
        for (Route route : desk.api.routes()) {
            if (!route.path().startsWith("/api/") || route.path().equals("/api/openapi.json")) {
                continue;
            }
            Set<String> documented = new TreeSet<>();
            operation(route).path("parameters").forEach(parameter -> {
                if (parameter.path("in").asText().equals("query")) {
                    documented.add(parameter.path("name").asText());
                }
            });
            HttpResponse<String> answer = desk.send(
                    route.method().name(),
                    concrete(route) + "?nonsense=1",
                    route.body() == Route.Body.NONE ? null : "{}",
                    "Authorization",
                    "Bearer " + TOKEN);
            assertThat(answer.statusCode()).as(route.path()).isEqualTo(400);
            String detail = json(answer).path("detail").asText();
            assertThat(detail).contains("\"nonsense\"");
            if (!documented.isEmpty()) {
                assertThat(detail).endsWith("the parameters are " + String.join(", ", documented));
            }
        }
    }

    private static JsonNode operation(Route route) throws IOException, InterruptedException {
        return document()
                .path("paths")
                .path(documentedPath(route))
                .path(route.method().name().toLowerCase(Locale.ROOT));
    }

    private static ObjectNode document() throws IOException, InterruptedException {
        return (ObjectNode) json(desk.send("GET", "/api/openapi.json", null, "Authorization", "Bearer " + TOKEN));
    }

    private static HttpResponse<String> call(Route route) throws IOException, InterruptedException {
        return desk.send(route.method().name(), concrete(route), route.body() == Route.Body.NONE ? null : "{}");
    }

    private static String documentedPath(Route route) {
        return route.path().replace('<', '{').replace('>', '}');
    }

    private static String concrete(Route route) {
        return documentedPath(route).replaceAll("\\{[a-z]+}", "some");
    }
}
