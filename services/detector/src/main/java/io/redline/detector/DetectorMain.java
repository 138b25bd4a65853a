package io.redline.detector;

import io.redline.runtime.ServiceMain;

/** Runs the detector as a process of its own. */
public final class DetectorMain {

    private DetectorMain() {}

    /** Takes its settings from the environment; arguments are ignored. */
    public static void main(String[] args) {
        ServiceMain.run("detector", DetectorService.SETTINGS, DetectorService::start);
    }
}
