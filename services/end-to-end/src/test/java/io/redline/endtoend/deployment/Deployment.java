package io.redline.endtoend.deployment;

import io.redline.alerter.AlerterSettings;
import io.redline.desk.DeskService;
import io.redline.detector.DetectorService;
import io.redline.ingest.IngestService;
import io.redline.runtime.KafkaSettings;
import io.redline.runtime.ServiceMain;
import io.redline.runtime.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The deployment files as they stand in the repository, read for tests. */
final class Deployment {

    static final List<String> SERVICES = List.of("ingest", "detector", "alerter", "desk");

    private static final Path ROOT = root();
    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{\\w+:([-?])(.*)}");

    private Deployment() {}

    /** A service of {@code docker-compose.yml}: everything as written, merge keys resolved. */
    static Map<String, Map<String, Object>> composeServices() {
        Map<String, Object> file = document("docker-compose.yml");
        Map<String, Map<String, Object>> services = new LinkedHashMap<>();
        map(file.get("services")).forEach((name, service) -> services.put(name, map(service)));
        return services;
    }

    /** The variables of a service of compose, those of the operator's shell at their defaults or made up. */
    static Map<String, String> composeEnvironment(String service) {
        Map<String, String> environment = new TreeMap<>();
        map(composeServices().get(service).get("environment"))
                .forEach((name, value) -> environment.put(name, substituted(value.toString())));
        return environment;
    }

    /** The variable that says where a service listens. */
    static String portVariable(String service) {
        return switch (service) {
            case "ingest" -> "REDLINE_INGEST_PORT";
            case "desk" -> "REDLINE_HTTP_PORT";
            default -> "REDLINE_HEALTH_PORT";
        };
    }

    /** {@code ${NAME:-default}} becomes its default, {@code ${NAME:?message}} a value that would do. */
    private static String substituted(String text) {
        Matcher variable = SUBSTITUTION.matcher(text);
        if (!variable.matches()) {
            return text;
        }
        return variable.group(1).equals("-") ? variable.group(2) : "a-token-for-this-test-only";
    }

    /** The containers of the Kubernetes manifests, by name, each with the variables of the shared ConfigMap added. */
    static Map<String, KubernetesContainer> kubernetesContainers() {
        List<Map<String, Object>> documents = yaml(read("deploy/k8s/redline.yaml"));
        Map<String, String> shared = new TreeMap<>();
        Map<String, KubernetesContainer> containers = new TreeMap<>();
        for (Map<String, Object> document : documents) {
            if ("ConfigMap".equals(document.get("kind"))) {
                map(document.get("data")).forEach((name, value) -> shared.put(name, value.toString()));
            }
        }
        for (Map<String, Object> document : documents) {
            if (Set.of("Deployment", "StatefulSet").contains(document.get("kind"))) {
                Map<String, Object> template = map(map(document.get("spec")).get("template"));
                for (Object one : (List<?>) map(template.get("spec")).get("containers")) {
                    KubernetesContainer container = KubernetesContainer.of(map(one), shared);
                    containers.put(container.name(), container);
                }
            }
        }
        return containers;
    }

    /** What a container of Kubernetes runs with. */
    record KubernetesContainer(
            String name, List<String> args, Map<String, String> environment, int port, Set<Integer> probedPorts) {

        static KubernetesContainer of(Map<String, Object> container, Map<String, String> shared) {
            Map<String, String> environment = new TreeMap<>(shared);
            for (Object variable : (List<?>) container.get("env")) {
                environment.put(
                        map(variable).get("name").toString(),
                        map(variable).get("value").toString());
            }
            return new KubernetesContainer(
                    container.get("name").toString(),
                    strings(container.get("args")),
                    environment,
                    (Integer) map(((List<?>) container.get("ports")).get(0)).get("containerPort"),
                    Set.of("readinessProbe", "livenessProbe").stream()
                            .map(probe ->
                                    (Integer) map(map(container.get(probe)).get("httpGet"))
                                            .get("port"))
                            .collect(Collectors.toSet()));
        }
    }

    /** Every setting that a service reads, by name of its variable. */
    static Map<String, Setting<?>> settingsOf(String service) {
        List<Setting<?>> settings = new ArrayList<>(ServiceMain.settings());
        settings.addAll(
                switch (service) {
                    case "ingest" -> IngestService.SETTINGS;
                    case "detector" -> DetectorService.SETTINGS;
                    case "alerter" -> AlerterSettings.ALL;
                    case "desk" -> DeskService.SETTINGS;
                    default -> throw new IllegalArgumentException("no service " + service);
                });
        Map<String, Setting<?>> byName = new TreeMap<>();
        settings.forEach(setting -> byName.put(setting.name(), setting));
        return byName;
    }

    /** True for a variable that is handed on to a library under its own name. */
    static boolean passedOn(String variable) {
        return variable.startsWith(KafkaSettings.KAFKA_PREFIX) || variable.startsWith(KafkaSettings.REGISTRY_PREFIX);
    }

    /** A YAML file of the repository. */
    static Map<String, Object> document(String file) {
        return yaml(read(file)).get(0);
    }

    /** Where a file of the repository stands. */
    static Path path(String file) {
        return ROOT.resolve(file);
    }

    /** A file of the repository. */
    static String read(String file) {
        try {
            return Files.readString(path(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @SuppressWarnings("unchecked") // YAML mappings with text keys, which is all these files hold
    static Map<String, Object> map(Object node) {
        return (Map<String, Object>) node;
    }

    static List<String> strings(Object node) {
        return ((List<?>) node).stream().map(Object::toString).toList();
    }

    private static List<Map<String, Object>> yaml(String text) {
        List<Map<String, Object>> documents = new ArrayList<>();
        new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(text).forEach(one -> documents.add(map(one)));
        return documents;
    }

    private static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("docker-compose.yml"))) {
            directory = directory.getParent();
        }
        return directory;
    }
}
