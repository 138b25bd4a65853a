package io.redline.local;

import io.redline.runtime.ServiceMain;
import io.redline.runtime.Setting;
import java.util.List;

/**
 * One of the services that the local system runs in this process.
 *
 * @param name as its own process would be called
 * @param settings what it reads from the environment
 * @param starter how it starts
 */
record LocalService(String name, List<? extends Setting<?>> settings, ServiceMain.Starter starter) {}
