package io.redline.runtime;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The settings of a running service: the environment, read through declared {@link Setting}s. */
public final class Settings {

    private final Map<String, String> environment;

    private Settings(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Reads settings from these variables; usually {@link System#getenv()}. */
    public static Settings of(Map<String, String> environment) {
        return new Settings(environment);
    }

    /** The same settings with one variable changed. */
    public Settings with(Setting<?> setting, String value) {
        Map<String, String> changed = new TreeMap<>(environment);
        changed.put(setting.name(), value);
        return new Settings(changed);
    }

    /**
     * The value of a setting, or its default.
     *
     * @throws WrongSettingException when the variable holds a wrong value, or none and there is no default
     */
    public <T> T get(Setting<T> setting) {
        String text = environment.getOrDefault(setting.name(), "").strip();
        if (text.isEmpty()) {
            if (setting.fallback() == null) {
                throw new WrongSettingException(setting.name() + " is not set: it should be " + setting.expects());
            }
            return setting.parser().apply(setting.fallback());
        }
        try {
            return setting.parser().apply(text);
        } catch (IllegalArgumentException wrong) {
            String shown = setting.secret() ? "(hidden)" : "\"" + text + "\"";
            throw new WrongSettingException(setting.name() + " is " + shown + ": it should be " + setting.expects());
        }
    }

    /** True when the variable is set to something. */
    public boolean isSet(Setting<?> setting) {
        return !environment.getOrDefault(setting.name(), "").isBlank();
    }

    /**
     * Reads each of these settings once, so that a wrong one stops the start.
     *
     * @throws WrongSettingException naming every wrong setting
     */
    public void validate(Collection<? extends Setting<?>> settings) {
        List<String> faults = new ArrayList<>();
        for (Setting<?> setting : settings) {
            try {
                get(setting);
            } catch (WrongSettingException fault) {
                faults.add(fault.getMessage());
            }
        }
        if (!faults.isEmpty()) {
            throw new WrongSettingException(String.join("; ", faults));
        }
    }

    /**
     * Settings handed on to a library: {@code REDLINE_KAFKA_SECURITY_PROTOCOL} under the prefix {@code REDLINE_KAFKA_}
     * is {@code security.protocol}.
     */
    public Map<String, String> passedOn(String prefix) {
        Map<String, String> keys = new TreeMap<>();
        environment.forEach((name, value) -> {
            if (name.startsWith(prefix) && name.length() > prefix.length()) {
                keys.put(
                        name.substring(prefix.length()).toLowerCase(Locale.ROOT).replace('_', '.'), value);
            }
        });
        return keys;
    }
}
