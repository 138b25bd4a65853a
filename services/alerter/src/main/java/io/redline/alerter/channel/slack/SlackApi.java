package io.redline.alerter.channel.slack;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redline.alerter.channel.Outcome;
import io.redline.alerter.channel.http.GuardedHttpClient;
import io.redline.alerter.channel.http.HttpAnswer;
import io.redline.runtime.AvroJson;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The part of Slack's Web API that posts and edits messages, with a bot token. Slack says in the body whether it did. */
final class SlackApi {

    private static final int TOO_MANY = 429;

    /** Errors that last until somebody gives the watch another token or channel. */
    private static final Set<String> LASTING = Set.of(
            "invalid_auth",
            "not_authed",
            "account_inactive",
            "token_revoked",
            "token_expired",
            "channel_not_found",
            "is_archived",
            "restricted_action");

    /** Errors that lie in the message itself. */
    private static final Set<String> OF_THE_MESSAGE = Set.of(
            "msg_too_long",
            "msg_blocks_too_long",
            "no_text",
            "invalid_blocks",
            "invalid_blocks_format",
            "invalid_arguments");

    /** A message that cannot be edited any more: it has been deleted, or is too old for the workspace's rules. */
    private static final Set<String> OF_AN_EDIT =
            Set.of("message_not_found", "cant_update_message", "edit_window_closed");

    private final GuardedHttpClient http;
    private final URI base;
    private final InstantSource clock;

    /** The API at this address. */
    SlackApi(GuardedHttpClient http, URI base, InstantSource clock) {
        this.http = http;
        this.base = URI.create(base + (base.toString().endsWith("/") ? "" : "/"));
        this.clock = clock;
    }

    /** Posts a message. */
    CompletableFuture<Outcome> post(String token, String channel, ObjectNode message) {
        return call("chat.postMessage", token, message.deepCopy().put("channel", channel));
    }

    /** Posts an answer in the thread of a message. */
    CompletableFuture<Outcome> reply(String token, SlackReceipt to, ObjectNode message) {
        return call(
                "chat.postMessage",
                token,
                message.deepCopy().put("channel", to.channel()).put("thread_ts", to.ts()));
    }

    /** Edits a message; delivered without a receipt when there is none any more that could be edited. */
    CompletableFuture<Outcome> update(String token, SlackReceipt old, ObjectNode message) {
        return call(
                "chat.update",
                token,
                message.deepCopy().put("channel", old.channel()).put("ts", old.ts()));
    }

    private CompletableFuture<Outcome> call(String method, String token, ObjectNode body) {
        return http.call(
                base.resolve(method),
                Map.of("Authorization", "Bearer " + token),
                body.toString().getBytes(StandardCharsets.UTF_8),
                this::judge);
    }

    private Outcome judge(HttpAnswer answer) {
        int status = answer.status();
        Map<String, String> said = fields(answer.body());
        String error = said.getOrDefault("error", "");
        if (!answer.success() || error.equals("ratelimited") || error.equals("rate_limited")) {
            String reason = "Slack answered " + status + (error.isEmpty() ? "" : " (" + error + ")");
            return new Outcome.RetryLater(reason, answer.pause(clock.instant()), error.isEmpty() ? status : TOO_MANY);
        }
        if ("true".equals(said.get("ok")) && said.containsKey("channel") && said.containsKey("ts")) {
            return new Outcome.Delivered(status, new SlackReceipt(said.get("channel"), said.get("ts")).toString());
        }
        if (OF_AN_EDIT.contains(error)) {
            return new Outcome.Delivered(status);
        }
        String reason = error.isEmpty() ? "Slack's answer does not say whether it took it" : "Slack answered " + error;
        if (LASTING.contains(error)) {
            return new Outcome.Disabled(reason + ": give the watch another token or channel", status);
        }
        return OF_THE_MESSAGE.contains(error)
                ? new Outcome.Rejected(reason, status)
                : new Outcome.RetryLater(reason, status);
    }

    /** The texts and flags at the top of an answer, which may be cut off after them. */
    private static Map<String, String> fields(String json) {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser parser = AvroJson.MAPPER.createParser(json)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                    if (parser.nextToken().isScalarValue()) {
                        fields.put(name, parser.getText());
                    } else {
                        parser.skipChildren();
                    }
                }
            }
        } catch (IOException cutOff) {
            return fields;
        }
        return fields;
    }
}
