package io.redline.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What a test saw, for guarantees to be checked against.
 *
 * @param accepted ids of the articles that were accepted, each a story of its own that the one watch matches
 * @param alerts everything committed to the topic {@code alerts}
 * @param events everything the watch's webhook received
 */
record Evidence(List<String> accepted, List<JsonNode> alerts, List<WebhookReceiver.Received> events) {}
