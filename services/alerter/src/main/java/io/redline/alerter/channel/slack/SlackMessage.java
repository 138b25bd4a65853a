package io.redline.alerter.channel.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redline.alerter.channel.ActionLinks.ActionLink;
import io.redline.alerter.channel.DigestWording;
import io.redline.alerter.channel.MarkedText;
import io.redline.alerter.channel.Wording;
import io.redline.runtime.AvroJson;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Alerts in Slack's Block Kit, within its limits: 150 characters a header, 3,000 a text or link, and, as its users have found
 * and no page says, about 13,000 in all blocks together. What people send us is escaped, and Slack told to leave it alone, so
 * that it can neither mention a channel nor pass off a link.
 */
final class SlackMessage {

    private static final int HEADER_CHARS = 150;
    private static final int LINK_CHARS = 2_000;

    /** Escaping makes at most five characters of one, so that all texts of an alert stay below 7,500 in the worst case. */
    private static final int EXCERPT_CHARS = 500;

    private static final int LINE_CHARS = 300;

    /** Characters for the list of a digest; what does not fit is counted. */
    private static final int LIST_CHARS = 10_000;

    private SlackMessage() {}

    /**
     * One alert.
     *
     * @param follows the earlier message that this one goes with, in words, where it stands by itself
     */
    static ObjectNode of(Wording wording, List<ActionLink> actions, Optional<String> follows) {
        ObjectNode message = message(wording.title());
        ArrayNode blocks = message.putArray("blocks");
        if (wording.takesBack()) {
            section(
                    blocks,
                    bold(wording.label() + ":") + " "
                            + struck(cut(wording.headline().plain())));
            section(blocks, bold(cut(wording.reason())));
        } else {
            header(blocks, wording.title());
            wording.finding().ifPresent(finding -> section(blocks, bold(cut(finding))));
            if (!wording.excerpt().passages().isEmpty()) {
                section(blocks, wording.excerpt().cut(EXCERPT_CHARS).render(SlackMessage::escaped, SlackMessage::bold));
            }
        }
        ArrayNode context = context(blocks);
        mrkdwn(context.addObject(), escaped(cut(wording.context())));
        mrkdwn(context.addObject(), escaped(cut(wording.watch() + ": " + wording.reason())));
        follows.ifPresent(first -> mrkdwn(context.addObject(), escaped("Follows " + cut(first))));
        buttons(blocks, wording, actions);
        return message;
    }

    /** What is new about an alert, as an answer to the message that first told of it. */
    static ObjectNode reply(Wording wording) {
        ObjectNode message = message(wording.title());
        ArrayNode blocks = message.putArray("blocks");
        section(blocks, bold(wording.label() + ":") + " " + escaped(cut(wording.reason())));
        if (!wording.takesBack()) {
            wording.finding().ifPresent(finding -> section(blocks, bold(cut(finding))));
            mrkdwn(context(blocks).addObject(), escaped(cut(wording.headline().plain() + " · " + wording.context())));
        }
        return message;
    }

    /** Several alerts: the newest that there is room for, oldest first. */
    static ObjectNode of(DigestWording wording) {
        ObjectNode message = message(wording.title());
        ArrayNode blocks = message.putArray("blocks");
        header(blocks, wording.title());
        Deque<String> listed = new ArrayDeque<>();
        int room = LIST_CHARS;
        for (int i = wording.alerts().size() - 1; i >= 0 && room >= 0; i--) {
            Wording alert = wording.alerts().get(i);
            String line = bold(cut(alert.title())) + "\n" + escaped(cut(alert.context()));
            room -= line.length();
            if (room >= 0) {
                listed.addFirst(line);
            }
        }
        listed.forEach(line -> section(blocks, line));
        ArrayNode context = context(blocks);
        mrkdwn(context.addObject(), escaped(wording.period()));
        String rest = wording.rest(listed.size());
        if (!rest.isEmpty()) {
            mrkdwn(context.addObject(), escaped(rest));
        }
        return message;
    }

    private static ObjectNode message(String title) {
        ObjectNode message = AvroJson.MAPPER.createObjectNode();
        return message.put("text", escaped(cut(title)))
                .put("unfurl_links", false)
                .put("unfurl_media", false);
    }

    private static void header(ArrayNode blocks, String title) {
        ObjectNode header = blocks.addObject().put("type", "header").putObject("text");
        header.put("type", "plain_text").put("text", MarkedText.start(title, HEADER_CHARS));
    }

    private static void section(ArrayNode blocks, String text) {
        mrkdwn(blocks.addObject().put("type", "section").putObject("text"), text);
    }

    private static ArrayNode context(ArrayNode blocks) {
        return blocks.addObject().put("type", "context").putArray("elements");
    }

    private static void mrkdwn(ObjectNode element, String text) {
        element.put("type", "mrkdwn").put("text", text).put("verbatim", true);
    }

    private static void buttons(ArrayNode blocks, Wording wording, List<ActionLink> actions) {
        ArrayNode buttons = AvroJson.MAPPER.createArrayNode();
        wording.link()
                .map(Object::toString)
                .filter(link -> link.length() <= LINK_CHARS)
                .ifPresent(link -> button(buttons, "Read the article", link));
        actions.forEach(action -> button(buttons, action.text(), action.to().toString()));
        if (!buttons.isEmpty()) {
            blocks.addObject().put("type", "actions").set("elements", buttons);
        }
    }

    private static void button(ArrayNode buttons, String text, String link) {
        ObjectNode button = buttons.addObject().put("type", "button").put("url", link);
        button.putObject("text").put("type", "plain_text").put("text", text);
    }

    private static String cut(String text) {
        return MarkedText.start(text, LINE_CHARS);
    }

    private static String bold(String text) {
        return "*" + escaped(text) + "*";
    }

    private static String struck(String text) {
        // A tilde in it would end the stroke.
        return "~" + escaped(text.replace('~', '-')) + "~";
    }

    /** The three characters that Slack gives a meaning to. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
