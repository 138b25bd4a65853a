package io.redline.alerter.channel.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redline.alerter.channel.DigestWording;
import io.redline.alerter.channel.MarkedText;
import io.redline.alerter.channel.Wording;
import io.redline.runtime.AvroJson;

/**
 * An alert in Slack's Block Kit, within its limits: 150 characters a header, 3,000 any other text or link. What people send us
 * is escaped, so that it can neither mention a channel nor pass off a link.
 */
final class SlackMessage {

    private static final int HEADER_CHARS = 150;
    private static final int LINK_CHARS = 3_000;

    /** Escaping and marking make at most six characters of one, so that such a text fits Slack's 3,000. */
    private static final int TEXT_CHARS = 500;

    private SlackMessage() {}

    /** The JSON to post. */
    static ObjectNode of(Wording wording) {
        ObjectNode message = message(wording.title());
        ArrayNode blocks = message.withArray("blocks");
        wording.finding().ifPresent(finding -> section(blocks, bold(cut(finding))));
        if (!wording.excerpt().passages().isEmpty()) {
            section(blocks, wording.excerpt().cut(TEXT_CHARS).render(SlackMessage::escaped, SlackMessage::bold));
        }
        ArrayNode context = blocks.addObject().put("type", "context").putArray("elements");
        mrkdwn(context.addObject(), escaped(cut(wording.context())));
        mrkdwn(context.addObject(), escaped(cut(wording.watch() + ": " + wording.reason())));
        wording.link()
                .map(Object::toString)
                .filter(link -> link.length() <= LINK_CHARS)
                .ifPresent(link -> button(blocks, link));
        return message;
    }

    /** The JSON to post for several alerts: a section for each. */
    static ObjectNode of(DigestWording wording) {
        ObjectNode message = message(wording.title());
        ArrayNode blocks = message.withArray("blocks");
        for (Wording alert : wording.alerts()) {
            section(blocks, bold(cut(alert.title())) + "\n" + escaped(cut(alert.context())));
        }
        ArrayNode context = blocks.addObject().put("type", "context").putArray("elements");
        mrkdwn(context.addObject(), escaped(wording.period()));
        if (wording.omitted() > 0) {
            mrkdwn(context.addObject(), escaped(wording.rest()));
        }
        return message;
    }

    private static ObjectNode message(String title) {
        ObjectNode message = AvroJson.MAPPER.createObjectNode();
        message.put("text", escaped(cut(title)));
        message.put("unfurl_links", false);
        ObjectNode header =
                message.putArray("blocks").addObject().put("type", "header").putObject("text");
        header.put("type", "plain_text").put("text", MarkedText.start(title, HEADER_CHARS));
        return message;
    }

    private static void section(ArrayNode blocks, String text) {
        mrkdwn(blocks.addObject().put("type", "section").putObject("text"), text);
    }

    private static void mrkdwn(ObjectNode element, String text) {
        element.put("type", "mrkdwn").put("text", text);
    }

    private static void button(ArrayNode blocks, String link) {
        ObjectNode button =
                blocks.addObject().put("type", "actions").putArray("elements").addObject();
        button.put("type", "button").put("url", link);
        button.putObject("text").put("type", "plain_text").put("text", "Read the article");
    }

    private static String cut(String text) {
        return MarkedText.start(text, TEXT_CHARS);
    }

    private static String bold(String text) {
        return "*" + escaped(text) + "*";
    }

    /** The three characters that Slack gives a meaning to. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
