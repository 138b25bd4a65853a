package io.redline.desk.watch;

import com.fasterxml.jackson.databind.JsonNode;

/** What was decided on a channel, in one sentence that a person understands. */
final class DeliverySentence {

    private DeliverySentence() {}

    /** The sentence for a delivery, given as the API shows it. */
    static String of(JsonNode delivery) {
        String to = "Version " + delivery.path("alertVersion").asInt() + " to "
                + delivery.path("channel").asText() + " "
                + delivery.path("endpoint").asText() + " ";
        return to + verb(delivery) + because(delivery) + ".";
    }

    private static String verb(JsonNode delivery) {
        String at = delivery.path("at").asText();
        String next = delivery.path("nextAttemptAt").textValue();
        return switch (delivery.path("state").asText()) {
            case "delivered" -> "was sent at " + at;
            case "held" -> "is held back" + (next == null ? "" : " until " + next);
            case "retrying" ->
                "has failed " + delivery.path("attempt").asInt() + " times and is tried again"
                        + (next == null ? "" : " at " + next);
            case "failed" -> "was given up after " + delivery.path("attempt").asInt() + " attempts, at " + at;
            case "skipped" -> "was not sent";
            default -> "is on its way";
        };
    }

    private static String because(JsonNode delivery) {
        String reason = delivery.path("reason").textValue();
        String other = delivery.path("relatesTo").textValue();
        return (reason == null || reason.isBlank() ? "" : ": " + reason.strip().replaceFirst("\\.$", ""))
                + (other == null ? "" : " (" + decision(delivery) + other + ")");
    }

    private static String decision(JsonNode delivery) {
        String decision = delivery.path("decision").textValue();
        return decision == null ? "" : decision.replace('-', ' ') + " ";
    }
}
