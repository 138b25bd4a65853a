package io.redline.desk.api;

import static io.redline.desk.DeskFixture.NOW;
import static io.redline.desk.DeskFixture.alert;
import static io.redline.desk.DeskFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.redline.desk.DeskFixture;
import io.redline.schemas.Alert;
import io.redline.schemas.Delivery;
import io.redline.schemas.RedeliveryRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryRoutesTest {

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
    void deliveriesAreListedByAlertAndState() throws Exception {
        desk.append(desk.model.deliveries(), "a", delivery("d1", "a", 1, "delivered"));
        desk.append(desk.model.deliveries(), "b", delivery("d2", "b", 1, "failed"));
        JsonNode ofAlert = json(desk.get("/api/deliveries?alert=a")).path("items");
        assertThat(ofAlert).hasSize(1);
        assertThat(ofAlert.get(0).path("id").asText()).isEqualTo("d1");
        assertThat(json(desk.get("/api/deliveries?state=failed")).path("items")).hasSize(1);
    }

    @Test
    void redeliveryAsksTheAlerterForTheVersionThatWasTold() throws Exception {
        desk.raise(alert("a", "w", 1));
        Alert update = alert("a", "w", 2);
        update.setVersion(2);
        update.setState("updated");
        desk.raise(update);
        desk.append(desk.model.deliveries(), "a", delivery("d1", "a", 1, "failed"));
        HttpResponse<String> answer = redeliver("d1");
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(json(answer).path("id").asText()).isEqualTo("d1");
        assertThat(desk.redeliveries()).singleElement().satisfies(request -> {
            assertThat(request.getDeliveryId()).isEqualTo("d1");
            assertThat(request.getWatchId()).isEqualTo("w");
            assertThat(request.getAlert()).isEqualTo(alert("a", "w", 1));
        });
    }

    @Test
    void redeliveryOfWhatIsNotThereSaysSo() throws Exception {
        assertThat(redeliver("nothing").statusCode()).isEqualTo(404);
        desk.append(desk.model.deliveries(), "gone", delivery("d1", "gone", 1, "failed"));
        HttpResponse<String> answer = redeliver("d1");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(json(answer).path("detail").asText()).contains("no longer kept");
    }

    @Test
    void redeliveryOfADigestSaysWhatToSendAgainInstead() throws Exception {
        desk.raise(alert("a", "w", 1));
        Delivery digest = delivery("d1", "digest-of-w", 29_500_000, "failed");
        digest.setEvent("alert.digest");
        desk.append(desk.model.deliveries(), "digest-of-w", digest);
        Delivery told = delivery("d2", "a", 1, "skipped");
        told.setDecision("grouped-into");
        told.setRelatesTo("d1");
        desk.append(desk.model.deliveries(), "a", told);
        HttpResponse<String> answer = redeliver("d1");
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(json(answer).path("detail").asText())
                .contains("GET /api/deliveries?state=skipped&watch=w")
                .endsWith("\"relatesTo\" is \"d1\"");
        assertThat(ids("/api/deliveries?state=skipped&watch=w")).containsExactly("d2");
        assertThat(redeliver("d2").statusCode()).isEqualTo(202);
    }

    @Test
    void deliveriesAreListedByChannelAndTime() throws Exception {
        desk.append(desk.model.deliveries(), "a", delivery("d1", "a", 1, "held"));
        Delivery later = delivery("d2", "a", 2, "held");
        later.setAt(NOW.plusSeconds(60));
        later.setChannel("topic");
        desk.append(desk.model.deliveries(), "a", later);
        assertThat(ids("/api/deliveries?state=held&until=2026-01-30T10:01:00Z")).containsExactly("d1");
        assertThat(ids("/api/deliveries?since=2026-01-30T10:01:00Z")).containsExactly("d2");
        assertThat(ids("/api/deliveries?channel=topic")).containsExactly("d2");
        assertThat(ids("/api/deliveries?limit=1&until=2026-01-30T11:00:00Z")).containsExactly("d2");
    }

    @Test
    void aRangeIsCountedFirstAndThenSentAgain() throws Exception {
        for (int i = 0; i < 3; i++) {
            desk.raise(alert("a" + i, "w", i));
            Delivery failed = delivery("d" + i, "a" + i, 1, "failed");
            failed.setAt(NOW.plusSeconds(60 * i));
            desk.append(desk.model.deliveries(), "a" + i, failed);
        }
        desk.append(desk.model.deliveries(), "gone", delivery("d9", "gone", 1, "failed"));
        desk.append(desk.model.deliveries(), "a0", delivery("d8", "a0", 1, "delivered"));
        String range = "{\"watch\":\"w\",\"since\":\"2026-01-30T10:00:00Z\",\"until\":\"2026-01-30T10:02:00Z\"";

        JsonNode counted = json(post("/api/deliveries/redeliver", range + ",\"dryRun\":true}"));
        assertThat(counted.path("deliveries").asInt()).isEqualTo(3);
        assertThat(desk.redeliveries()).isEmpty();

        HttpResponse<String> sent = post("/api/deliveries/redeliver", range + "}");
        assertThat(sent.statusCode()).isEqualTo(202);
        assertThat(json(sent).path("deliveries").asInt()).isEqualTo(2);
        assertThat(json(sent).path("noLongerKept").asInt()).isEqualTo(1);
        assertThat(desk.redeliveries())
                .extracting(RedeliveryRequest::getDeliveryId)
                .as("in order")
                .containsExactly("d0", "d1");
    }

    @Test
    void whatHasBeenTakenBackIsNotSentAgain() throws Exception {
        desk.raise(alert("a", "w", 1));
        Alert retracted = Alert.newBuilder(alert("a", "w", 1))
                .setVersion(2)
                .setState("retracted")
                .build();
        desk.raise(retracted);
        desk.append(desk.model.deliveries(), "a", delivery("d1", "a", 1, "failed"));
        desk.append(desk.model.deliveries(), "a", delivery("d2", "a", 2, "failed"));
        HttpResponse<String> answer = redeliver("d1");
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(json(answer).path("detail").asText()).contains("GET /api/deliveries?alert=a");
        JsonNode sent = json(post("/api/deliveries/redeliver", "{\"since\":\"2026-01-01T00:00:00Z\"}"));
        assertThat(sent.path("takenBack").asInt()).isEqualTo(1);
        assertThat(desk.redeliveries())
                .extracting(RedeliveryRequest::getDeliveryId)
                .containsExactly("d2");
    }

    @Test
    void aRangeWithoutABeginningOrOfWhatIsNotOverIsRefused() throws Exception {
        assertThat(post("/api/deliveries/redeliver", "{}").body()).contains("\\\"since\\\" is missing");
        assertThat(post("/api/deliveries/redeliver", "{\"since\":\"2026-01-30T10:00:00Z\",\"state\":\"held\"}")
                        .body())
                .contains("not over yet");
        assertThat(post("/api/deliveries/redeliver", "{\"since\":\"yesterday\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(post("/api/deliveries/redeliver", "{\"channel\":\"slack\"}").body())
                .contains("is not a field here");
    }

    private List<String> ids(String path) throws Exception {
        return json(desk.get(path)).path("items").findValuesAsText("id");
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return desk.send("POST", path, body);
    }

    private HttpResponse<String> redeliver(String id) throws Exception {
        return desk.send("POST", "/api/deliveries/" + id + "/redeliver", "{}", "Content-Type", "application/json");
    }

    private static Delivery delivery(String id, String alert, int version, String state) {
        return Delivery.newBuilder()
                .setId(id)
                .setAlertId(alert)
                .setAlertVersion(version)
                .setWatchId("w")
                .setChannel("webhook")
                .setEndpoint("desk.example")
                .setEvent("alert.created")
                .setState(state)
                .setAt(NOW)
                .build();
    }
}
