package io.redline.desk.api;

import static io.redline.desk.DeskFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.redline.desk.DeskFixture;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the desk refuses, and how it says so. */
class RefusalsTest {

    private static DeskFixture desk;

    @BeforeAll
    static void open(@TempDir Path directory) {
        desk = DeskFixture.in(directory, DeskServer.MAX_BODY_BYTES.name(), "4096");
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    @AfterEach
    void ready() {
        desk.obstacle = Optional.empty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"name":"A","qurey":"x"}                                      | "qurey" is not a field here; the fields are id, name, query
                    {"name":"A","\u0441\u0442\u0440\u0430\u043D\u0430":"x"}  | "страна" is not a field here
                    {"name":7}                                                    | "name" should be a text in quotes
                    {}                                                            | "name" is missing
                    {"name":" "}                                                  | "name" should be a text of 1 to 200 characters
                    {"name":"A","id":"no spaces"}                                 | "id" should be 1 to 100 letters
                    {"name":"A","on":[]}                                          | "on" should name what raises an alert
                    {"name":"A","on":["keywords"]}                                | not "keywords"
                    {"name":"A","on":["stance","stance"]}                         | "on" should name each kind once
                    {"name":"A","on":"keyword"}                                   | "on" should be an array
                    {"name":"A","enabled":"yes"}                                  | "enabled" should be true or false
                    {"name":"A","minSources":0}                                   | "minSources" should be a whole number from 1
                    {"name":"A","minSources":1.5}                                 | "minSources" should be a whole number
                    {"name":"A","followUps":"5 minutes"}                          | "followUps" should be an ISO 8601 duration
                    {"name":"A","followUps":"P2D"}                                | "followUps" should be an ISO 8601 duration
                    {"name":"A","digest":{"every":"week"}}                        | "digest.every" should be hour or day
                    {"name":"A","digest":{"every":"day","at":"7 am"}}             | "digest.at" should be a local time
                    {"name":"A","digest":{"every":"day","zone":"Mars/Olympus"}}   | "digest.zone" should be an IANA time zone
                    {"name":"A","quietHours":{"from":"22:00"}}                    | "quietHours.to" is missing
                    {"name":"A","quietHours":{"from":"24:00","to":"06:00"}}       | "quietHours.from" should be a local time
                    {"name":"A","quietHours":{"from":"06:00","to":"06:00"}}       | "quietHours.to" should be another time
                    {"name":"A","quietHours":{"from":"22:00","to":"06:00","days":["monday"]}}| "quietHours.days" should hold only mon, tue
                    {"name":"A","urgentAt":0}                                     | "urgentAt" should be a whole number from 1
                    {"name":"A","urgentAt":10}                                    | "urgentAt" should be a whole number from 1
                    {"name":"A","urgentAt":2,"escalation":{"after":"PT1S","channels":[]}}| "escalation.after" should be an ISO 8601 duration
                    {"name":"A","urgentAt":2,"escalation":{"after":"PT5M","channels":[]}}| "escalation.channels" should be 1 to 5
                    {"name":"A","urgentAt":2,"escalation":{"after":"PT5M","channels":[{"type":"email","to":"no"}]}}| "escalation.channels[0].to" should be an e-mail address
                    {"name":"A","escalation":{"after":"PT5M","channels":[{"type":"email","to":"a@b.c"}]}}| "escalation" needs "urgentAt"
                    {"name":"A","stance":{"side":"friendly"}}                     | "stance.side" should be cooperative, conflict, neutral or null
                    {"name":"A","stance":{"minConfidence":2}}                     | "stance.minConfidence" should be a number from 0 to 1
                    {"name":"A","stance":{"actr":"IRN"}}                          | "stance.actr" is not a field here
                    {"name":"A","channels":[{"type":"pigeon"}]}                   | "channels[0].type" should be webhook, slack, email or topic
                    {"name":"A","channels":[{"type":"webhook"}]}                  | "channels[0].url" should be an https://
                    {"name":"A","channels":[{"type":"webhook","url":"ftp://a.b"}]}| "channels[0].url" should be an https://
                    {"name":"A","channels":[{"type":"webhook","url":"https://u:p@a.b/"}]}| without a user name
                    {"name":"A","channels":[{"type":"webhook","url":"https://a.b","secret":"sesame"}]}| "channels[0].secret" should be whsec_
                    {"name":"A","channels":[{"type":"webhook","url":"https://a.b","secret":"whsec_***"}]}| "channels[0].secret" is masked
                    {"name":"A","channels":[{"type":"email","to":"nobody"}]}      | "channels[0].to" should be an e-mail address
                    {"name":"A","channels":[{"type":"email","to":"john..doe@b.c"}]}| "channels[0].to" should be an e-mail address
                    {"name":"A","channels":[{"type":"email","to":"john.@b.c"}]}   | "channels[0].to" should be an e-mail address
                    {"name":"A","channels":[{"type":"email","to":"john@b..c"}]}   | "channels[0].to" should be an e-mail address
                    {"name":"A","channels":[{"type":"email","to":"a@b.c\\r\\nBcc: x@y.z"}]}| "channels[0].to" should be an e-mail address
                    {"name":"A","channels":[{"type":"email","to":"a@b.c","url":"https://a.b"}]}| "channels[0].url" means nothing for e-mail
                    {"name":"A","query":"(red AND"}                               | The query cannot be read at column
                    {"name":"A","name":"B"}                                       | is not JSON (line 1, column
                    {"name":"A"} x                                                | is not JSON (line 1, column
                    {"name":                                                      | is not JSON (line 1, column
                    [1]                                                           | should be a JSON object
                    ``                                                            | The body is empty
                    """)
    void wrongWatchIsRefusedInWords(String body, String words) throws Exception {
        HttpResponse<String> answer = desk.send("POST", "/api/watches", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertProblem(answer, words);
    }

    @Test
    void queryThatDoesNotParseIsRefusedWithItsColumn() throws Exception {
        HttpResponse<String> answer =
                desk.send("POST", "/api/watches", "{\"name\":\"A\",\"query\":\"talks AND (Iran\"}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("field").asText()).isEqualTo("query");
        assertThat(json(answer).path("column").asInt()).isBetween(11, 16);
    }

    @Test
    void secretIsNotRepeatedInARefusal() throws Exception {
        String body =
                "{\"name\":\"A\",\"channels\":[{\"type\":\"webhook\",\"url\":\"https://a.b\",\"secret\":\"opensesame\"}]}";
        assertThat(desk.send("POST", "/api/watches", body).body()).doesNotContain("opensesame");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /api/alerts?limit=0          | "limit" should be a whole number from 1 to 500
                    /api/alerts?limit=many       | "limit" should be a whole number from 1 to 500
                    /api/alerts?kind=words       | "kind" should be one of keyword, quiet-source, shift, stance
                    /api/alerts?state=old        | "state" should be one of acked, new, retracted, updated
                    /api/alerts?before=there     | "before" should be the "next" of a list
                    /api/alerts?wtach=a          | "wtach" means nothing here; the parameters are before, kind
                    /api/alerts?watch=a&watch=b  | "watch" should be given once
                    /api/stances?since=yesterday | "since" should be an RFC 3339 time
                    /api/shifts?to=west          | "to" should be one of conflict, cooperative, neutral
                    /api/explain?watch=a         | "article" is missing
                    """)
    void wrongParameterIsRefusedInWords(String path, String words) throws Exception {
        HttpResponse<String> answer = desk.get(path);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertProblem(answer, words);
    }

    @Test
    void unknownAddressAndMethodAreProblems() throws Exception {
        HttpResponse<String> nowhere = desk.get("/api/nowhere");
        assertThat(nowhere.statusCode()).isEqualTo(404);
        assertProblem(nowhere, "GET /api/openapi.json lists all calls");
        HttpResponse<String> patch = desk.send("PATCH", "/api/watches/a", "{}");
        assertThat(patch.statusCode()).isEqualTo(405);
        assertProblem(patch, "PATCH /api/watches/a means nothing");
        assertThat(patch.headers().firstValue("Allow").orElseThrow()).contains("GET", "PUT", "DELETE");
    }

    @ParameterizedTest
    @CsvSource({"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml"
    })
    void bodyOfAnotherTypeIsRefused(String type) throws Exception {
        HttpResponse<String> answer = desk.send("POST", "/api/watches", "{\"name\":\"A\"}", "Content-Type", type);
        assertThat(answer.statusCode()).isEqualTo(415);
        assertProblem(answer, "application/json");
    }

    @Test
    void articlesAreNotTakenInATypeThatAPageOfAnotherSiteCanSend() throws Exception {
        assertThat(desk.send("POST", "/api/articles", "{\"id\":\"a\"}", "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void bodyBeyondTheLimitIsRefused() throws Exception {
        HttpResponse<String> answer = desk.send("POST", "/api/watches", "{\"name\":\"" + "x".repeat(5_000) + "\"}");
        assertThat(answer.statusCode()).isEqualTo(413);
        assertProblem(answer, "longer than 4096 bytes");
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "Origin, https://evil.example",
        "Origin, null"
    })
    void changeAskedForByAnotherSiteIsRefused(String header, String value) throws Exception {
        HttpResponse<String> answer = desk.send("DELETE", "/api/watches/a", null, header, value);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertProblem(answer, "own pages");
    }

    @Test
    void changeAskedForByOurOwnPageIsTaken() throws Exception {
        HttpResponse<String> answer = desk.send(
                "DELETE",
                "/api/watches/none",
                null,
                "Origin",
                "http://127.0.0.1:" + desk.api.port(),
                "Sec-Fetch-Site",
                "same-origin");
        assertThat(answer.statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "evil.example, 421",
        "127.0.0.1.evil.example, 421",
        "localhost.evil.example:8080, 421",
        "localhost:8080, 200",
        "LOCALHOST, 200",
        "[::1]:8080, 200",
        "127.0.0.1, 200"
    })
    void onlyNamesOfThisMachineAreAnswered(String host, int status) throws Exception {
        String request = "GET /api/watches HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
        assertThat(raw(request)).startsWith("HTTP/1.1 " + status + " ");
    }

    @Test
    void brokenRequestIsAProblemToo() throws Exception {
        String answer = raw("GET /%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("application/problem+json", "\"detail\"");
    }

    @Test
    void consoleComesWithStrictHeaders() throws Exception {
        HttpResponse<String> console = desk.get("/");
        assertThat(console.statusCode()).isEqualTo(200);
        assertThat(console.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'self';")
                .contains("frame-ancestors 'none'");
        assertThat(console.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(console.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(console.headers().firstValue("Server")).isEmpty();
    }

    @Test
    void callsAreAnsweredOnceTheDeskIsReady() throws Exception {
        desk.obstacle = Optional.of("it waits for Kafka");
        HttpResponse<String> early = desk.get("/api/alerts");
        assertThat(early.statusCode()).isEqualTo(503);
        assertProblem(early, "it waits for Kafka");
        assertThat(desk.get("/api/openapi.json").statusCode()).isEqualTo(200);
        assertThat(desk.get("/").statusCode()).isEqualTo(200);
        assertThat(desk.get("/health/live").statusCode()).isEqualTo(200);
    }

    private static void assertProblem(HttpResponse<String> answer, String words) throws Exception {
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = json(answer);
        assertThat(problem.path("status").asInt()).isEqualTo(answer.statusCode());
        assertThat(problem.path("title").asText()).isNotBlank();
        assertThat(problem.path("detail").asText()).contains(words);
    }

    private static String raw(String request) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", desk.api.port());
                OutputStream out = socket.getOutputStream();
                InputStream in = socket.getInputStream()) {
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
