package io.redline.desk;

import io.redline.runtime.ServiceMain;

/** Runs the desk as a process of its own. */
public final class DeskMain {

    private DeskMain() {}

    /** Runs until it is asked to stop. */
    public static void main(String[] arguments) {
        ServiceMain.runBare("desk", DeskService.SETTINGS, DeskService::start);
    }
}
