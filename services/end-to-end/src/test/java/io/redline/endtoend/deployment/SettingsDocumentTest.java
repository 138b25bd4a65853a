package io.redline.endtoend.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.redline.runtime.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The published list of settings is the one the code gives. */
class SettingsDocumentTest {

    private static final Path OF_CODE = Path.of("target", "settings.md");

    @Test
    void thePublishedListOfSettingsIsTheOneOfTheCode() throws IOException {
        Files.createDirectories(OF_CODE.getParent());
        Files.writeString(OF_CODE, document());
        assertThat(Deployment.read("docs/settings.md"))
                .as("docs/settings.md; when the change is meant, copy services/end-to-end/%s there", OF_CODE)
                .isEqualTo(document());
    }

    private static String document() {
        Map<String, Setting<?>> settings = new TreeMap<>();
        Map<String, Set<String>> readers = new TreeMap<>();
        for (String service : Deployment.SERVICES) {
            Deployment.settingsOf(service).forEach((name, setting) -> {
                settings.put(name, setting);
                readers.computeIfAbsent(name, n -> new TreeSet<>()).add(service);
            });
        }
        StringBuilder text = new StringBuilder("""
                # Settings

                Environment variables, read and validated at start: a wrong one stops the start with its name, its value (secrets hidden) and what would be right.

                `REDLINE_KAFKA_<KEY>` passes any Kafka client setting on (`REDLINE_KAFKA_SECURITY_PROTOCOL` is `security.protocol`), `REDLINE_REGISTRY_<KEY>` any registry client setting.

                | variable | default | should be | for | read by |
                |---|---|---|---|---|
                """);
        settings.forEach((name, setting) -> text.append("| `")
                .append(name)
                .append("` | ")
                .append(shownDefault(setting))
                .append(" | ")
                .append(setting.expects())
                .append(" | ")
                .append(setting.meaning())
                .append(" | ")
                .append(
                        readers.get(name).size() == Deployment.SERVICES.size()
                                ? "all"
                                : String.join(", ", readers.get(name)))
                .append(" |\n"));
        return text.toString();
    }

    private static String shownDefault(Setting<?> setting) {
        String fallback = setting.fallback();
        return fallback == null ? "none: it has to be set" : fallback.isEmpty() ? "" : "`" + fallback + "`";
    }
}
