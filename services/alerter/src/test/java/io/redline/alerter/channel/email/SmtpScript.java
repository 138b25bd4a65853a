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

/** A mail server that answers every recipient alike. */
final class SmtpScript implements AutoCloseable {

    private final ServerSocket server;
    private final String toRecipients;

    private SmtpScript(ServerSocket server, String toRecipients) {
        this.server = server;
        this.toRecipients = toRecipients;
        Thread thread = new Thread(this::serve, "smtp-script");
        thread.setDaemon(true);
        thread.start();
    }

    static SmtpScript start(String toRecipients) throws IOException {
        return new SmtpScript(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()), toRecipients);
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
                String command = line.toUpperCase(Locale.ROOT);
                say(
                        out,
                        command.startsWith("RCPT")
                                ? toRecipients
                                : command.startsWith("QUIT") ? "221 bye" : "250 fine");
            }
        } catch (IOException over) {
            // The test has closed its end.
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
