package io.redline.desk.api;

import io.javalin.http.Context;
import java.util.Optional;

/**
 * A page that a signed link leads to: what it is about, and at most one button. It loads a style sheet and nothing else.
 *
 * @param status HTTP status
 * @param title what has happened, in a few words
 * @param sentence what will happen, or has; plain text
 * @param button what stands on the button, which posts to the page's own address; none where there is nothing to do
 */
record ActPage(int status, String title, String sentence, Optional<String> button) {

    private static final String POLICY =
            "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none';" + " frame-ancestors 'none'";

    /** Makes it the answer. */
    void answer(Context ctx) {
        ctx.header("Content-Security-Policy", POLICY);
        ctx.header("Cache-Control", "no-store");
        ctx.header("X-Robots-Tag", "noindex");
        ctx.status(status).html(html());
    }

    private String html() {
        return """
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s - Redline</title>
                <link rel="stylesheet" href="../act.css">
                <main>
                <h1>%s</h1>
                <p>%s</p>
                %s</main>
                """.formatted(
                        escaped(title),
                        escaped(title),
                        escaped(sentence),
                        button.map(text -> "<form method=\"post\"><button>" + escaped(text) + "</button></form>\n")
                                .orElse(""));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
