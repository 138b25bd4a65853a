package io.redline.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/**
 * The registry's process: runs the registry until its standard input ends. That happens when whoever started it stops it,
 * and just as well when they are killed, so that the registry is never left behind.
 */
final class RegistryMain {

    private RegistryMain() {}

    /** Runs the jar named by the first argument, which has to be on the class path. */
    public static void main(String[] arguments) throws Exception {
        Thread watch = new Thread(RegistryMain::exitAtEndOfInput, "watch-parent");
        watch.setDaemon(true);
        watch.start();
        try (JarFile jar = new JarFile(Path.of(arguments[0]).toFile())) {
            String main = jar.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
            Class.forName(main).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        }
    }

    private static void exitAtEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is ever sent; only the end counts.
            }
        } catch (IOException gone) {
            System.err.println("The parent process is gone: " + gone.getMessage());
        }
        System.exit(0);
    }
}
