package io.redline.alerter.channel.email;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A mail server that answers every recipient, mail and farewell alike; where it has no answer, it hangs up. */
final class SmtpScript implements AutoCloseable {

    private final ServerSocket server;
    private final String toRecipients;
    private final String toMail;
    private final String toFarewell;

    private SmtpScript(ServerSocket server, String toRecipients, String toMail, String toFarewell) {
        this.server = server;
        this.toRecipients = toRecipients;
        this.toMail = toMail;
        this.toFarewell = toFarewell;
        Thread thread = new Thread(this::serve, "smtp-script");
        thread.setDaemon(true);
        thread.start();
    }

    /** Says this of a recipient; were one taken, any mail would be. */
    static SmtpScript start(String toRecipients) throws IOException {
        return start(toRecipients, "250 taken", "221 bye");
    }

    static SmtpScript start(String toRecipients, String toMail, String toFarewell) throws IOException {
        return new SmtpScript(
                new ServerSocket(0, 1, InetAddress.getLoopbackAddress()), toRecipients, toMail, toFarewell);
    }

    String url() {
        return "smtp://127.0.0.1:" + server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void serve() {
        try (Socket socket = server.accept();
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                OutputStream out = socket.getOutputStream()) {
            say(out, "220 script");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String answer = answer(in, out, line.toUpperCase(Locale.ROOT));
                if (answer.isEmpty()) {
                    // Without a delay, so that the other side sees a reset and not an end.
                    socket.setSoLinger(true, 0);
                    return;
                }
                say(out, answer);
            }
        } catch (IOException over) {
            // The test has closed its end.
        }
    }

    private String answer(BufferedReader in, OutputStream out, String command) throws IOException {
        if (command.startsWith("RCPT")) {
            return toRecipients;
        }
        if (command.equals("DATA")) {
            say(out, "354 go on");
            for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
                // The mail itself does not matter.
            }
            return toMail;
        }
        return command.equals("QUIT") ? toFarewell : "250 fine";
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
