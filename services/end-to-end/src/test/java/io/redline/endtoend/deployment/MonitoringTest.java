package io.redline.endtoend.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The monitoring files are whole; {@link DeploymentIT} shows that what they ask for is there. */
class MonitoringTest {

    @Test
    void everyAlertSaysWhatIsWrongAndWhatToDo() {
        assertThat(Monitoring.rules()).hasSizeGreaterThan(10).allSatisfy(rule -> {
            assertThat(rule.get("alert").toString()).startsWith("Redline");
            assertThat(Deployment.map(rule.get("labels"))).containsKey("severity");
            assertThat(Deployment.map(rule.get("annotations"))).containsKeys("summary", "description");
        });
        assertThat(Monitoring.rules()).extracting(rule -> rule.get("alert")).doesNotHaveDuplicates();
    }

    @Test
    void everyPanelSaysWhatItShows() {
        assertThat(Monitoring.panels()).hasSizeGreaterThan(8).allSatisfy(panel -> {
            assertThat(panel.path("title").asText()).isNotBlank();
            assertThat(panel.path("description").asText()).isNotBlank();
            assertThat(panel.path("targets")).isNotEmpty();
        });
    }

    @Test
    void prometheusScrapesEachServiceOfComposeWhereOthersReachIt() {
        Map<String, Object> file = Deployment.document("deploy/prometheus/prometheus.yml");
        Map<String, Object> job = Deployment.map(((List<?>) file.get("scrape_configs")).get(0));
        Map<String, Object> targets = Deployment.map(((List<?>) job.get("static_configs")).get(0));
        List<String> expected = Deployment.SERVICES.stream()
                .map(service ->
                        service + ":" + Deployment.composeEnvironment(service).get(Deployment.portVariable(service)))
                .toList();
        assertThat(Deployment.strings(targets.get("targets"))).containsExactlyElementsOf(expected);
        assertThat(Deployment.SERVICES).allSatisfy(service -> assertThat(Deployment.composeEnvironment(service)
                        .get(Deployment.portVariable(service).replace("_PORT", "_HOST")))
                .isEqualTo("0.0.0.0"));
    }

    @Test
    void everyMonitoringFileThatComposeMountsIsThere() {
        for (String service : List.of("prometheus", "grafana")) {
            assertThat(Deployment.strings(
                                    Deployment.composeServices().get(service).get("volumes"))
                            .stream()
                            .filter(volume -> volume.startsWith("./"))
                            .map(volume -> volume.split(":")[0]))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Deployment.path(file)).exists());
        }
    }

    @Test
    void anExpressionIsTakenApart() {
        assertThat(Monitoring.seriesOf(
                        "sum by (le) (rate(a_total{x!=\"1\",job=\"j\"}[5m])) / on (x) b_sum > 0.5 or up == 0"))
                .containsExactly(
                        new Monitoring.Series("a_total", Set.of("x")), new Monitoring.Series("b_sum", Set.of()));
    }

    @Test
    void aSeriesIsExposedUnderItsWholeNameWithItsLabels() {
        Monitoring.Series series = new Monitoring.Series("a_total", Set.of("x"));
        assertThat(Monitoring.exposes("a_total{x=\"1\",y=\"2\"} 3.0", series)).isTrue();
        assertThat(Monitoring.exposes("a_total{y=\"2\"} 3.0", series)).isFalse();
        assertThat(Monitoring.exposes("a_total 3.0", series)).isFalse();
        assertThat(Monitoring.exposes("a_total_more{x=\"1\"} 3.0", series)).isFalse();
    }
}
