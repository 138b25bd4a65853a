package io.redline.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** TCP ports on this machine's loopback address. */
public final class Ports {

    private Ports() {}

    /** A port that nobody listens on at the moment. */
    public static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    /**
     * The wanted port, or a free one for 0.
     *
     * @param what who is going to listen there, for the error's sentence
     * @throws CannotStartException when somebody listens there already
     */
    public static int claim(String what, int wanted) {
        if (wanted == 0) {
            return free();
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
            return wanted;
        } catch (IOException taken) {
            throw new CannotStartException(
                    "Port " + wanted + " for " + what + " cannot be had (" + taken.getMessage()
                            + "): stop the program that listens there, or choose another port",
                    taken);
        }
    }
}
