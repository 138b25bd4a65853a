package io.redline.desk.api;

import static io.redline.desk.DeskFixture.NOW;
import static io.redline.desk.DeskFixture.alert;
import static io.redline.desk.DeskFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.redline.desk.DeskFixture;
import io.redline.schemas.Alert;
import io.redline.schemas.Delivery;
import java.net.http.HttpResponse;
import java.nio.file.Path;
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
