package io.redline.alerter.channel.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.redline.alerter.WebhookReceiver;
import io.redline.runtime.AvroJson;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A Slack that is stricter than the real one: it refuses a message that breaks any documented limit of incoming webhooks and
 * Block Kit, and a second message to one webhook within a second.
 */
public final class SlackStandIn implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int MOST_BLOCKS = 50;
    private static final int MOST_ELEMENTS = 10;
    private static final int HEADER_CHARS = 150;
    private static final int TEXT_CHARS = 3_000;
    private static final int BUTTON_CHARS = 75;

    /** What may follow an opening angle bracket in mrkdwn is a link or a mention; no text of ours has one. */
    private static final Pattern BARE_CONTROL = Pattern.compile("[<>]|&(?!amp;|lt;|gt;)");

    private final WebhookReceiver receiver;
    private final InstantSource clock;
    private final List<Message> messages = new ArrayList<>();
    private final Map<String, Long> openAt = new HashMap<>();
    private final Set<String> toTurnAway = new HashSet<>();

    /** A message that was accepted, and the webhook it came through. */
    private record Message(String hook, JsonNode body) {}

    private SlackStandIn(WebhookReceiver receiver, InstantSource clock) {
        this.receiver = receiver;
        this.clock = clock;
        receiver.answer(this::receive);
    }

    /** Starts on a free port; the clock measures the second between two messages. */
    public static SlackStandIn start(InstantSource clock) throws IOException {
        return new SlackStandIn(WebhookReceiver.start(), clock);
    }

    /** Address of an incoming webhook. */
    public String url() {
        return receiver.url();
    }

    /** Address of an incoming webhook with a name. */
    public String url(String hook) {
        return receiver.url() + "/" + hook;
    }

    /** The messages that it has accepted. */
    public synchronized List<JsonNode> messages() {
        return messages.stream().map(Message::body).toList();
    }

    /** The messages that it has accepted through a webhook with a name. */
    public synchronized List<JsonNode> messages(String hook) {
        return messages.stream()
                .filter(message -> message.hook().endsWith("/" + hook))
                .map(Message::body)
                .toList();
    }

    /** Answers the next message through this webhook as Slack does when others have sent too much: 429, come back later. */
    public synchronized void turnAwayNext(String hook) {
        toTurnAway.add(URI.create(url(hook)).getPath());
    }

    @Override
    public void close() {
        receiver.close();
    }

    private synchronized void receive(HttpExchange exchange) throws IOException {
        long now = clock.millis();
        String hook = exchange.getRequestURI().getPath();
        boolean full = toTurnAway.remove(hook);
        boolean tooSoon = now < openAt.getOrDefault(hook, Long.MIN_VALUE);
        if (!tooSoon) {
            openAt.put(hook, now + PAUSE.toMillis());
        }
        if (full || tooSoon) {
            exchange.getResponseHeaders().set("Retry-After", Long.toString(PAUSE.toSeconds()));
            answer(exchange, 429, "rate_limited");
            return;
        }
        String body = lastBody(hook);
        Optional<String> fault = fault(body);
        if (fault.isPresent()) {
            answer(exchange, 400, fault.get());
        } else {
            messages.add(new Message(hook, AvroJson.MAPPER.readTree(body)));
            answer(exchange, 200, "ok");
        }
    }

    private String lastBody(String hook) {
        return receiver.calls().stream()
                .filter(call -> call.path().equals(hook))
                .reduce((earlier, later) -> later)
                .orElseThrow()
                .body();
    }

    /** What Slack would say against a message. */
    static Optional<String> fault(String body) {
        JsonNode message;
        try {
            message = AvroJson.MAPPER.readTree(body);
        } catch (JsonProcessingException notJson) {
            return Optional.of("invalid_payload");
        }
        if (message.path("text").asText().isBlank() || !fits(message.get("text"), TEXT_CHARS, true)) {
            return Optional.of("no_text");
        }
        JsonNode blocks = message.path("blocks");
        if (blocks.isEmpty() || blocks.size() > MOST_BLOCKS) {
            return Optional.of("invalid_blocks");
        }
        for (JsonNode block : blocks) {
            if (!valid(block)) {
                return Optional.of("invalid_blocks: " + block);
            }
        }
        return Optional.empty();
    }

    private static boolean valid(JsonNode block) {
        return switch (block.path("type").asText()) {
            case "header" -> text(block.path("text"), "plain_text", HEADER_CHARS);
            case "section" -> text(block.path("text"), "mrkdwn", TEXT_CHARS);
            case "context" -> all(block.path("elements"), element -> text(element, "mrkdwn", TEXT_CHARS));
            case "actions" ->
                all(
                        block.path("elements"),
                        element -> element.path("type").asText().equals("button")
                                && element.path("url").asText().length() <= TEXT_CHARS
                                && element.path("url").asText().startsWith("http")
                                && text(element.path("text"), "plain_text", BUTTON_CHARS));
            default -> false;
        };
    }

    private static boolean all(JsonNode elements, Predicate<JsonNode> test) {
        if (elements.isEmpty() || elements.size() > MOST_ELEMENTS) {
            return false;
        }
        for (JsonNode element : elements) {
            if (!test.test(element)) {
                return false;
            }
        }
        return true;
    }

    private static boolean text(JsonNode text, String type, int most) {
        return text.path("type").asText().equals(type) && fits(text.path("text"), most, type.equals("mrkdwn"));
    }

    private static boolean fits(JsonNode text, int most, boolean escaped) {
        String value = text.asText();
        return !value.isEmpty()
                && value.length() <= most
                && !(escaped && BARE_CONTROL.matcher(value).find());
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
