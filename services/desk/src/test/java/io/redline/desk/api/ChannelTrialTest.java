package io.redline.desk.api;

import static io.redline.desk.DeskFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.redline.desk.DeskFixture;
import io.redline.runtime.DeliveryIds;
import io.redline.schemas.Channel;
import io.redline.schemas.RedeliveryRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelTrialTest {

    private DeskFixture desk;

    @BeforeEach
    void open(@TempDir Path directory) throws Exception {
        desk = DeskFixture.in(directory);
        HttpResponse<String> stored = desk.send("POST", "/api/watches", """
                {"id":"harbour","name":"Harbour talks","channels":[
                  {"type":"slack","url":"https://hooks.slack.example/services/T/B/secret"},
                  {"type":"slack","token":"xoxb-1-2-three","channel":"C0HARBOUR"},
                  {"type":"topic","topic":"redline-alerts-harbour"},
                  {"type":"topic","topic":"redline-alerts-harbour"}]}
                """);
        assertThat(stored.statusCode()).as(stored.body()).isEqualTo(201);
        assertThat(stored.body()).doesNotContain("three", "T/B/secret");
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void aTestGoesThroughEachChannelOnceTheWayThatAlertsGo() throws Exception {
        HttpResponse<String> answer = desk.send("POST", "/api/watches/harbour/test", null);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        JsonNode sent = json(answer);
        assertThat(sent.path("alert").asText()).matches("test-[0-9a-f]{32}");
        assertThat(sent.path("deliveries"))
                .extracting(trial ->
                        trial.path("channel").asInt() + " " + trial.path("type").asText())
                .containsExactly("0 slack", "1 slack", "2 topic");
        List<RedeliveryRequest> asked = desk.redeliveries();
        assertThat(asked)
                .extracting(RedeliveryRequest::getDeliveryId)
                .containsExactlyElementsOf(sent.path("deliveries").findValuesAsText("id"))
                .doesNotHaveDuplicates();
        assertThat(asked).allSatisfy(request -> {
            assertThat(request.getWatchId()).isEqualTo("harbour");
            assertThat(request.getAlert().getId()).isEqualTo(sent.path("alert").asText());
            assertThat(request.getAlert().getArticle().getHeadline()).isEqualTo("This is a test");
        });
        // As the alerter names it, by the address that the desk shows nobody.
        assertThat(asked.get(0).getDeliveryId())
                .isEqualTo(DeliveryIds.delivery(
                        sent.path("alert").asText(),
                        1,
                        DeliveryIds.route(Channel.newBuilder()
                                .setType("slack")
                                .setUrl("https://hooks.slack.example/services/T/B/secret")
                                .build())));
    }

    @Test
    void oneChannelCanBeTestedByItself() throws Exception {
        HttpResponse<String> answer = desk.send("POST", "/api/watches/harbour/test", "{\"channel\":1}");
        assertThat(json(answer).path("deliveries")).hasSize(1);
        assertThat(desk.redeliveries()).hasSize(1);
    }

    @Test
    void anAddressThatOnlyTheAlerterKnowsIsTestedUnderItsName() throws Exception {
        HttpResponse<String> stored = desk.send("POST", "/api/watches", """
                {"id":"piers","name":"Piers","channels":[{"type":"slack","url":"env:REDLINE_SECRET_PIERS"}]}
                """);
        assertThat(stored.statusCode()).as(stored.body()).isEqualTo(201);
        HttpResponse<String> answer = desk.send("POST", "/api/watches/piers/test", null);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(desk.redeliveries())
                .extracting(RedeliveryRequest::getDeliveryId)
                .containsExactly(DeliveryIds.delivery(
                        json(answer).path("alert").asText(),
                        1,
                        DeliveryIds.route(Channel.newBuilder()
                                .setType("slack")
                                .setUrl("env:REDLINE_SECRET_PIERS")
                                .build())));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    /api/watches/nothing/test | {}              | 404 | There is no watch "nothing"
                    /api/watches/harbour/test | {"channel":4}   | 400 | "channel" should be from 0 to 3
                    /api/watches/harbour/test | {"channel":-1}  | 400 | "channel" should be from 0 to 3
                    /api/watches/harbour/test | {"channel":"a"} | 400 | "channel" should be the place of a channel
                    /api/watches/harbour/test | {"chanel":1}    | 400 | "chanel" is not a field here
                    """)
    void whatCannotBeTestedIsRefusedInWords(String path, String body, int status, String words) throws Exception {
        HttpResponse<String> answer = desk.send("POST", path, body);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(json(answer).path("detail").asText()).contains(words);
        assertThat(desk.redeliveries()).isEmpty();
    }
}
