package io.redline.alerter.channel.email;

import io.redline.alerter.channel.DigestWording;
import io.redline.alerter.channel.MarkedText;
import io.redline.alerter.channel.Wording;

/**
 * What a mail says, twice over.
 *
 * @param plain the text for those who read no HTML
 * @param html the same as a page
 */
record MailText(String subject, String plain, String html) {

    /** One alert. */
    static MailText of(Wording wording) {
        return new MailText(wording.title(), plain(wording), html(wording));
    }

    /** Several alerts. */
    static MailText of(DigestWording wording) {
        return new MailText(wording.title(), plain(wording), html(wording));
    }

    private static String plain(Wording wording) {
        StringBuilder text = new StringBuilder(wording.title()).append("\n\n");
        wording.finding().ifPresent(finding -> text.append(finding).append("\n\n"));
        if (!wording.excerpt().passages().isEmpty()) {
            text.append(wording.excerpt().plain()).append("\n\n");
        }
        text.append(wording.context()).append('\n');
        wording.link().ifPresent(link -> text.append(link).append('\n'));
        return text.append('\n').append(why(wording)).append('\n').toString();
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

    private static String html(Wording wording) {
        StringBuilder body = new StringBuilder(paragraph(escaped(wording.label())));
        body.append("<h1 style=\"font-size:20px\">")
                .append(marked(wording.headline()))
                .append("</h1>");
        wording.finding().ifPresent(finding -> body.append(paragraph("<strong>" + escaped(finding) + "</strong>")));
        if (!wording.excerpt().passages().isEmpty()) {
            body.append(paragraph(marked(wording.excerpt())));
        }
        body.append(paragraph(escaped(wording.context())));
        wording.link().ifPresent(link -> body.append(paragraph(link(link.toString(), "Read the article"))));
        return page(body + paragraph(escaped(why(wording))));
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
        return "You get this because of the watch \"" + wording.watch() + "\": " + wording.reason();
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
