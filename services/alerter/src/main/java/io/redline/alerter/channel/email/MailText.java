package io.redline.alerter.channel.email;

import io.redline.alerter.channel.ActionLinks.ActionLink;
import io.redline.alerter.channel.DigestWording;
import io.redline.alerter.channel.Event;
import io.redline.alerter.channel.MarkedText;
import io.redline.alerter.channel.Wording;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a mail says, twice over.
 *
 * @param plain the text for those who read no HTML
 * @param html the same as a page
 */
record MailText(String subject, String plain, String html) {

    /** What an event says, and the links with which its reader acts on it. */
    static MailText of(Event event, List<ActionLink> actions) {
        Event.Digest digest = event.digest();
        if (digest != null) {
            DigestWording wording = DigestWording.of(event, digest);
            return new MailText(wording.title(), plain(wording), html(wording));
        }
        Wording wording = Wording.of(event);
        return new MailText(wording.title(), plain(wording, actions), html(wording, actions));
    }

    private static String plain(Wording wording, List<ActionLink> actions) {
        StringBuilder text = new StringBuilder(wording.title()).append("\n\n");
        wording.finding().ifPresent(finding -> text.append(finding).append("\n\n"));
        if (!wording.excerpt().passages().isEmpty() && !wording.takesBack()) {
            text.append(wording.excerpt().plain()).append("\n\n");
        }
        text.append(wording.context()).append('\n');
        wording.link().ifPresent(link -> text.append(link).append('\n'));
        text.append('\n').append(why(wording)).append('\n');
        if (!actions.isEmpty()) {
            text.append('\n');
            actions.forEach(action ->
                    text.append(action.text()).append(": ").append(action.to()).append('\n'));
        }
        return text.toString();
    }

    private static String plain(DigestWording wording) {
        StringBuilder text = new StringBuilder(wording.title())
                .append('\n')
                .append(wording.period())
                .append("\n\n");
        for (Wording alert : wording.alerts()) {
            text.append(alert.title()).append('\n').append(alert.context()).append('\n');
            alert.link().ifPresent(link -> text.append(link).append('\n'));
            text.append('\n');
        }
        return text.append(wording.rest(wording.alerts().size())).append('\n').toString();
    }

    private static String html(Wording wording, List<ActionLink> actions) {
        String headline = marked(wording.headline());
        StringBuilder body = new StringBuilder(paragraph(escaped(wording.label())));
        body.append("<h1 style=\"font-size:20px\">")
                .append(wording.takesBack() ? "<s>" + headline + "</s>" : headline)
                .append("</h1>");
        wording.finding().ifPresent(finding -> body.append(paragraph("<strong>" + escaped(finding) + "</strong>")));
        if (!wording.excerpt().passages().isEmpty() && !wording.takesBack()) {
            body.append(paragraph(marked(wording.excerpt())));
        }
        body.append(paragraph(escaped(wording.context())));
        wording.link().ifPresent(link -> body.append(paragraph(link(link.toString(), "Read the article"))));
        body.append(paragraph(escaped(why(wording))));
        if (!actions.isEmpty()) {
            body.append(paragraph(actions.stream()
                    .map(action -> link(action.to().toString(), action.text()))
                    .collect(Collectors.joining(" · "))));
        }
        return page(body.toString());
    }

    private static String html(DigestWording wording) {
        StringBuilder body = new StringBuilder("<h1 style=\"font-size:20px\">")
                .append(escaped(wording.title()))
                .append("</h1>")
                .append(paragraph(escaped(wording.period())));
        for (Wording alert : wording.alerts()) {
            String title = escaped(alert.label()) + ": " + marked(alert.headline());
            body.append(paragraph("<strong>"
                    + alert.link()
                            .map(link -> "<a href=\"" + escaped(link.toString()) + "\">" + title + "</a>")
                            .orElse(title)
                    + "</strong><br>" + escaped(alert.context())));
        }
        return page(body + paragraph(escaped(wording.rest(wording.alerts().size()))));
    }

    private static String page(String body) {
        return "<!DOCTYPE html><html lang=\"en\"><body style=\"font:16px/1.5 sans-serif\">" + body + "</body></html>";
    }

    private static String paragraph(String html) {
        return "<p>" + html + "</p>";
    }

    private static String link(String to, String text) {
        return "<a href=\"" + escaped(to) + "\">" + escaped(text) + "</a>";
    }

    private static String why(Wording wording) {
        return wording.takesBack()
                ? "You were told of this because of the watch \"" + wording.watch() + "\". Taken back: "
                        + wording.reason()
                : "You get this because of the watch \"" + wording.watch() + "\": " + wording.reason();
    }

    private static String marked(MarkedText text) {
        return text.render(MailText::escaped, passage -> "<mark>" + escaped(passage) + "</mark>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
