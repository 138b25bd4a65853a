package io.redline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs each scenario through the whole system. */
class ScenarioIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestSystem system = TestSystem.shared();
    private final List<String> watches = new ArrayList<>();

    @AfterEach
    void removeWatches() {
        watches.forEach(id -> system.api().delete("/api/watches/" + id));
    }

    @ParameterizedTest
    @MethodSource("io.redline.endtoend.Scenario#all")
    void comesOutAsWritten(Scenario scenario) {
        scenario.watches().forEach(this::add);
        system.canary().awaitWatches();
        for (ObjectNode article : scenario.articles()) {
            assertThat(system.api().post("/api/articles", article).status()).isEqualTo(202);
            // The detector takes articles in parallel; here each has to be through before the next.
            system.canary().awaitArticles();
        }
        assertThat(histories())
                .containsExactlyInAnyOrderElementsOf(scenario.expect().alerts());
        expectWebhooks(Objects.requireNonNullElse(scenario.expect().webhooks(), Map.of()));
        expectSlack(Objects.requireNonNullElse(scenario.expect().slack(), Map.of()));
        expectMails(Objects.requireNonNullElse(scenario.expect().mails(), Map.of()));
        expectRecord(
                "/api/stances", Objects.requireNonNullElse(scenario.expect().stances(), List.of()));
        expectRecord("/api/shifts", Objects.requireNonNullElse(scenario.expect().shifts(), List.of()));
    }

    private void add(ObjectNode watch) {
        String id = watch.path("id").asText();
        ArrayNode channels = watch.withArray("channels");
        List<String> kinds = StreamSupport.stream(channels.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        channels.removeAll();
        for (String kind : kinds) {
            ObjectNode channel = channels.addObject().put("type", kind);
            switch (kind) {
                case "webhook" -> channel.put("url", system.webhooks().url(id)).put("secret", WebhookReceiver.SECRET);
                case "slack" -> channel.put("url", system.slack().url(id));
                case "email" -> channel.put("to", address(id));
                default -> throw new IllegalArgumentException("no channel " + kind);
            }
        }
        assertThat(system.api().post("/api/watches", watch).status()).isEqualTo(201);
        watches.add(id);
    }

    private List<Scenario.History> histories() {
        Map<String, List<JsonNode>> versions = system.alerts().records().stream()
                .filter(alert -> watches.contains(alert.at("/watch/id").asText()))
                .collect(Collectors.groupingBy(alert -> alert.path("id").asText(), TreeMap::new, Collectors.toList()));
        return versions.values().stream().map(ScenarioIT::history).toList();
    }

    private static Scenario.History history(List<JsonNode> versions) {
        JsonNode first = versions.get(0);
        JsonNode last = versions.get(versions.size() - 1);
        return new Scenario.History(
                first.at("/watch/id").asText(),
                last.path("kind").asText(),
                versions.stream().map(version -> version.path("state").asText()).toList(),
                versions.stream()
                        .map(version -> version.at("/article/id").asText() + " v"
                                + version.at("/article/version").asInt())
                        .toList(),
                StreamSupport.stream(first.path("terms").spliterator(), false)
                        .map(term -> term.path("text").asText())
                        .toList());
    }

    private void expectWebhooks(Map<String, List<String>> expected) {
        expected.forEach((watch, types) -> {
            await().atMost(PATIENCE).until(() -> system.webhooks().at(watch).size() >= types.size());
            assertThat(system.webhooks().at(watch))
                    .extracting(WebhookReceiver.Received::type)
                    .containsExactlyElementsOf(types);
        });
        assertThat(system.webhooks().forgeries()).isEmpty();
    }

    /** The stand-in takes nothing that breaks a limit of Slack's, so what it has is what an editor would see. */
    private void expectSlack(Map<String, List<String>> expected) {
        expected.forEach((watch, headers) -> {
            await().atMost(PATIENCE).until(() -> system.slack().messages(watch).size() >= headers.size());
            assertThat(system.slack().messages(watch))
                    .extracting(message -> message.at("/blocks/0/text/text").asText())
                    .containsExactlyElementsOf(headers);
        });
    }

    private void expectMails(Map<String, Integer> expected) {
        expected.forEach((watch, count) -> {
            await().atMost(PATIENCE).until(() -> mailsTo(address(watch)).size() >= count);
            assertThat(mailsTo(address(watch))).hasSize(count);
        });
    }

    private void expectRecord(String path, List<Map<String, String>> expected) {
        for (Map<String, String> fields : expected) {
            await(fields.toString()).atMost(PATIENCE).until(() -> StreamSupport.stream(
                            system.api()
                                    .get(path + "?limit=100")
                                    .body()
                                    .path("items")
                                    .spliterator(),
                            false)
                    .anyMatch(item -> fields.entrySet().stream()
                            .allMatch(
                                    field -> item.path(field.getKey()).asText().equals(field.getValue()))));
        }
    }

    private Set<Message> mailsTo(String address) {
        return Arrays.stream(system.mail().getReceivedMessages())
                .filter(message -> isTo(message, address))
                .collect(Collectors.toSet());
    }

    private static boolean isTo(Message message, String address) {
        try {
            return Arrays.stream(message.getAllRecipients())
                    .anyMatch(recipient -> recipient.toString().equals(address));
        } catch (MessagingException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static String address(String watch) {
        return watch + "@example.org";
    }
}
