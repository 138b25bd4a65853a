package io.redline.endtoend.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.redline.runtime.Settings;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The deployment files say what the code knows: commands, variables, ports. No container engine is needed to tell. */
class DeploymentTest {

    static final List<String> SERVICES = Deployment.SERVICES;

    private static final Pattern PINNED = Pattern.compile("[a-z0-9./-]+:v?\\d+\\.?[\\w.-]*");

    @ParameterizedTest
    @FieldSource("SERVICES")
    void aServiceOfComposeRunsAMainClassThatExists(String service) throws Exception {
        assertRuns(Deployment.strings(compose(service).get("command")));
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void aContainerOfKubernetesRunsAMainClassThatExists(String service) throws Exception {
        assertRuns(kubernetes(service).args());
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void everyVariableOfComposeIsASettingThatTheServiceReads(String service) {
        assertKnown(service, Deployment.composeEnvironment(service));
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void everyVariableOfKubernetesIsASettingThatTheServiceReads(String service) {
        assertKnown(service, kubernetes(service).environment());
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void theHealthCheckOfComposeAsksThePortTheServiceListensOn(String service) {
        List<String> test = Deployment.strings(
                Deployment.map(compose(service).get("healthcheck")).get("test"));
        assertThat(test)
                .containsExactly(
                        "CMD",
                        "/app/healthy",
                        Deployment.composeEnvironment(service).get(Deployment.portVariable(service)));
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void theProbesOfKubernetesAskThePortTheServiceListensOn(String service) {
        Deployment.KubernetesContainer container = kubernetes(service);
        int port = Integer.parseInt(container.environment().get(Deployment.portVariable(service)));
        assertThat(container.port()).isEqualTo(port);
        assertThat(container.probedPorts()).containsExactly(port);
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void aServiceOfComposeIsConfined(String service) {
        Map<String, Object> compose = compose(service);
        assertThat(compose.get("user")).isEqualTo("10001:10001");
        assertThat(compose.get("read_only")).isEqualTo(true);
        assertThat(Deployment.strings(compose.get("cap_drop"))).containsExactly("ALL");
    }

    static Stream<String> allOfCompose() {
        return Deployment.composeServices().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("allOfCompose")
    void everyServiceOfComposeHasAPinnedImageAHealthCheckAndLimits(String service) {
        Map<String, Object> compose = compose(service);
        assertThat(compose.get("image").toString()).matches(PINNED);
        assertThat(compose).containsKey("healthcheck");
        Map<String, Object> limits = Deployment.map(
                Deployment.map(Deployment.map(compose.get("deploy")).get("resources"))
                        .get("limits"));
        assertThat(limits).containsKeys("cpus", "memory");
    }

    @Test
    void onlyLoopbackIsPublishedByCompose() {
        Deployment.composeServices().forEach((name, service) -> {
            if (service.get("ports") != null) {
                assertThat(Deployment.strings(service.get("ports"))).as(name).allSatisfy(port -> assertThat(port)
                        .startsWith("127.0.0.1:"));
            }
        });
    }

    @Test
    void theImageIsBuiltFromPinnedImagesAndDoesNotRunAsRoot() {
        String dockerfile = Deployment.read("deploy/Dockerfile");
        Matcher from = Pattern.compile("(?m)^FROM (\\S+)").matcher(dockerfile);
        List<String> images = from.results().map(found -> found.group(1)).toList();
        assertThat(images).hasSize(2).allSatisfy(image -> assertThat(image).matches(PINNED));
        assertThat(dockerfile).containsPattern("(?m)^USER 10001:10001$");
    }

    private static void assertRuns(List<String> command) throws Exception {
        assertThat(command).hasSize(1);
        var main = Class.forName(command.get(0)).getMethod("main", String[].class);
        assertThat(Modifier.isStatic(main.getModifiers())).isTrue();
    }

    private static void assertKnown(String service, Map<String, String> environment) {
        var known = Deployment.settingsOf(service);
        assertThat(environment.keySet()).as("variables of %s", service).allSatisfy(name -> assertThat(
                        known.containsKey(name) || Deployment.passedOn(name))
                .as(name)
                .isTrue());
        assertThatCode(() -> Settings.of(environment).validate(known.values())).doesNotThrowAnyException();
    }

    private static Map<String, Object> compose(String service) {
        return Deployment.composeServices().get(service);
    }

    private static Deployment.KubernetesContainer kubernetes(String service) {
        return Deployment.kubernetesContainers().get(service);
    }
}
