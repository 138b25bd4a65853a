package io.redline.alerter.channel.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.redline.alerter.WebhookReceiver;
import io.redline.runtime.AvroJson;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Slack that is stricter than the real one, with incoming webhooks and the part of the Web API that posts and edits: it
 * refuses a message that breaks any limit of Slack or Block Kit, a second message to one channel within a second, more edits
 * in a minute than it has to take, a wrong token, and an edit of or an answer to what is not there.
 */
public final class SlackStandIn implements AutoCloseable {

    /** The only bot token it knows. */
    public static final String TOKEN = "xoxb-of-the-stand-in";

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration EDIT_WINDOW = Duration.ofMinutes(1);
    private static final int MOST_EDITS = 50;
    private static final String API = "/api/";

    private final WebhookReceiver receiver;
    private final InstantSource clock;
    private final List<Message> messages = new ArrayList<>();
    private final Map<String, Long> openAt = new HashMap<>();
    private final Deque<Long> edits = new ArrayDeque<>();
    private final Set<String> toTurnAway = new HashSet<>();
    private final Map<String, String> errors = new HashMap<>();

    /**
     * A message that was accepted.
     *
     * @param place the webhook's path, or the channel's id
     * @param ts its name in the channel
     * @param threadTs the message that it answers to
     * @param body what it says now
     * @param edits how many times it has been edited
     */
    public record Message(String place, String ts, @Nullable String threadTs, JsonNode body, int edits) {}

    private SlackStandIn(WebhookReceiver receiver, InstantSource clock) {
        this.receiver = receiver;
        this.clock = clock;
        receiver.answerCalls(this::receive);
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

    /** Address of the Web API. */
    public URI apiUrl() {
        return URI.create(receiver.url()).resolve(API);
    }

    /** The messages that it has accepted. */
    public synchronized List<JsonNode> messages() {
        return messages.stream().map(Message::body).toList();
    }

    /** The messages that it has accepted through a webhook with a name. */
    public synchronized List<JsonNode> messages(String hook) {
        return messages.stream()
                .filter(message -> message.place().endsWith("/" + hook))
                .map(Message::body)
                .toList();
    }

    /** The messages in a channel, in the order in which they were posted, as they stand now. */
    public synchronized List<Message> channel(String channel) {
        return messages.stream()
                .filter(message -> message.place().equals(channel))
                .toList();
    }

    /** Answers the next message through this webhook as Slack does when others have sent too much: 429, come back later. */
    public synchronized void turnAwayNext(String hook) {
        toTurnAway.add(URI.create(url(hook)).getPath());
    }

    /** From now on answers this method of the API with an error; null lifts that. */
    public synchronized void failing(String method, @Nullable String error) {
        if (error == null) {
            errors.remove(method);
        } else {
            errors.put(method, error);
        }
    }

    @Override
    public void close() {
        receiver.close();
    }

    private synchronized void receive(HttpExchange exchange, WebhookReceiver.Call call) throws IOException {
        if (call.path().startsWith(API)) {
            receiveCall(exchange, call, call.path().substring(API.length()));
            return;
        }
        if (toTurnAway.remove(call.path()) || tooSoon(call.path())) {
            exchange.getResponseHeaders().set("Retry-After", Long.toString(PAUSE.toSeconds()));
            answer(exchange, 429, "rate_limited");
            return;
        }
        Optional<String> fault = fault(call.body());
        if (fault.isPresent()) {
            answer(exchange, 400, fault.get());
        } else {
            keep(call.path(), null, AvroJson.MAPPER.readTree(call.body()));
            answer(exchange, 200, "ok");
        }
    }

    private void receiveCall(HttpExchange exchange, WebhookReceiver.Call call, String method) throws IOException {
        Optional<String> fault = apiFault(call, method);
        if (fault.isPresent()) {
            refuse(exchange, 200, fault.get());
            return;
        }
        JsonNode body = AvroJson.MAPPER.readTree(call.body());
        String channel = body.path("channel").asText();
        boolean edit = method.equals("chat.update");
        if (edit ? tooManyEdits() : tooSoon(channel)) {
            exchange.getResponseHeaders().set("Retry-After", Long.toString(PAUSE.toSeconds()));
            refuse(exchange, 429, "ratelimited");
            return;
        }
        Optional<Message> named =
                find(channel, body.path(edit ? "ts" : "thread_ts").asText());
        if (named.isEmpty() && (edit || body.has("thread_ts"))) {
            refuse(exchange, 200, edit ? "message_not_found" : "thread_not_found");
            return;
        }
        String ts;
        if (edit) {
            Message old = named.orElseThrow();
            ts = old.ts();
            messages.set(messages.indexOf(old), new Message(channel, ts, old.threadTs(), body, old.edits() + 1));
        } else {
            ts = keep(channel, named.map(Message::ts).orElse(null), body);
        }
        ObjectNode said = AvroJson.MAPPER.createObjectNode().put("ok", true);
        said.put("channel", channel).put("ts", ts).set("message", body);
        answer(exchange, 200, said.toString());
    }

    private Optional<String> apiFault(WebhookReceiver.Call call, String method) {
        if (!method.equals("chat.postMessage") && !method.equals("chat.update")) {
            return Optional.of("unknown_method");
        }
        if (errors.containsKey(method)) {
            return Optional.of(errors.get(method));
        }
        if (!Objects.equals(call.header("authorization"), "Bearer " + TOKEN)) {
            return Optional.of("invalid_auth");
        }
        String type =
                Objects.requireNonNullElse(call.header("content-type"), "").toLowerCase(Locale.ROOT);
        if (!type.equals("application/json; charset=utf-8")) {
            return Optional.of("missing_charset");
        }
        Optional<String> fault = fault(call.body());
        if (fault.isEmpty()
                && !call.body().contains("\"channel\":\"C")
                && !call.body().contains("\"channel\":\"G")) {
            return Optional.of("channel_not_found");
        }
        return fault;
    }

    private boolean tooSoon(String place) {
        long now = clock.millis();
        boolean tooSoon = now < openAt.getOrDefault(place, Long.MIN_VALUE);
        if (!tooSoon) {
            openAt.put(place, now + PAUSE.toMillis());
        }
        return tooSoon;
    }

    private boolean tooManyEdits() {
        long now = clock.millis();
        while (!edits.isEmpty() && edits.getFirst() <= now - EDIT_WINDOW.toMillis()) {
            edits.removeFirst();
        }
        edits.addLast(now);
        return edits.size() > MOST_EDITS;
    }

    private String keep(String place, @Nullable String threadTs, JsonNode body) {
        String ts = "%d.%06d".formatted(clock.millis() / 1_000, messages.size());
        messages.add(new Message(place, ts, threadTs, body, 0));
        return ts;
    }

    private Optional<Message> find(String channel, String ts) {
        return messages.stream()
                .filter(message ->
                        message.place().equals(channel) && message.ts().equals(ts))
                .findFirst();
    }

    /** What Slack would say against a message. */
    static Optional<String> fault(String body) {
        try {
            return Limits.fault(AvroJson.MAPPER.readTree(body));
        } catch (JsonProcessingException notJson) {
            return Optional.of("invalid_payload");
        }
    }

    private static void refuse(HttpExchange exchange, int status, String error) throws IOException {
        answer(exchange, status, "{\"ok\":false,\"error\":\"" + error + "\"}");
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** What a message may hold. */
    private static final class Limits {

        private static final int MOST_BLOCKS = 50;
        private static final int MOST_CHARS = 40_000;
        private static final int HEADER_CHARS = 150;
        private static final int TEXT_CHARS = 3_000;
        private static final int BUTTON_CHARS = 75;
        private static final int CONTEXT_ELEMENTS = 10;
        private static final int ACTION_ELEMENTS = 25;

        /** No page says so, but messages whose blocks come to more are turned away. */
        private static final int BLOCKS_CHARS = 13_000;

        /** What may follow an opening angle bracket in mrkdwn is a link or a mention; no text of ours has one. */
        private static final Pattern BARE_CONTROL = Pattern.compile("[<>]|&(?!amp;|lt;|gt;)");

        static Optional<String> fault(JsonNode message) {
            String text = message.path("text").asText();
            if (text.isBlank() || BARE_CONTROL.matcher(text).find()) {
                return Optional.of("no_text");
            }
            if (text.length() > MOST_CHARS) {
                return Optional.of("msg_too_long");
            }
            JsonNode blocks = message.path("blocks");
            if (blocks.isEmpty() || blocks.size() > MOST_BLOCKS) {
                return Optional.of("invalid_blocks");
            }
            if (chars(blocks) > BLOCKS_CHARS) {
                return Optional.of("msg_blocks_too_long");
            }
            for (JsonNode block : blocks) {
                if (!valid(block)) {
                    return Optional.of("invalid_blocks: " + block);
                }
            }
            return Optional.empty();
        }

        /** Length of all texts and links within. */
        private static int chars(JsonNode node) {
            int chars = node.isTextual() ? node.textValue().length() : 0;
            for (JsonNode child : node) {
                chars += chars(child);
            }
            return chars;
        }

        private static boolean valid(JsonNode block) {
            return switch (block.path("type").asText()) {
                case "header" -> plain(block.path("text"), HEADER_CHARS);
                case "section" -> mrkdwn(block.path("text"));
                case "context" -> all(block.path("elements"), CONTEXT_ELEMENTS, Limits::mrkdwn);
                case "actions" -> all(block.path("elements"), ACTION_ELEMENTS, Limits::button);
                default -> false;
            };
        }

        private static boolean button(JsonNode element) {
            return element.path("type").asText().equals("button")
                    && element.path("url").asText().length() <= TEXT_CHARS
                    && element.path("url").asText().startsWith("http")
                    && plain(element.path("text"), BUTTON_CHARS);
        }

        private static boolean all(JsonNode elements, int most, Predicate<JsonNode> test) {
            if (elements.isEmpty() || elements.size() > most) {
                return false;
            }
            for (JsonNode element : elements) {
                if (!test.test(element)) {
                    return false;
                }
            }
            return true;
        }

        private static boolean plain(JsonNode text, int most) {
            return text.path("type").asText().equals("plain_text") && fits(text, most);
        }

        /** Escaped, and told to be left alone: else Slack would make links and mentions of what looks like them. */
        private static boolean mrkdwn(JsonNode text) {
            return text.path("type").asText().equals("mrkdwn")
                    && text.path("verbatim").asBoolean()
                    && fits(text, TEXT_CHARS)
                    && !BARE_CONTROL.matcher(text.path("text").asText()).find();
        }

        private static boolean fits(JsonNode text, int most) {
            String value = text.path("text").asText();
            return !value.isEmpty() && value.length() <= most;
        }
    }
}
