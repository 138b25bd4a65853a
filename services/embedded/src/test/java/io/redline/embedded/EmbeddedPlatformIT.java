package io.redline.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPlatformIT {

    @TempDir
    Path directory;

    @Test
    void topicsSurviveARestart() throws Exception {
        try (EmbeddedPlatform platform = start(0);
                Admin admin = admin(platform)) {
            admin.createTopics(List.of(new NewTopic("kept", Optional.of(2), Optional.of((short) 1))))
                    .all()
                    .get();
        }
        try (EmbeddedPlatform platform = start(0);
                Admin admin = admin(platform)) {
            assertThat(admin.listTopics().names().get()).containsExactly("kept");
        }
    }

    @Test
    void aSecondPlatformOnTheSameDirectoryIsRefused() {
        try (EmbeddedPlatform first = start(0)) {
            assertThatThrownBy(() -> start(0))
                    .isInstanceOf(CannotStartException.class)
                    .hasMessageContaining(first.directory() + " is in use by another Redline");
        }
    }

    @Test
    void aPortInUseIsNamedAndNothingIsLeftRunning() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> start(other.getLocalPort()))
                    .isInstanceOf(CannotStartException.class)
                    .hasMessageStartingWith("Port " + other.getLocalPort() + " for the Kafka broker cannot be had");
        }
        start(0).close();
    }

    @Test
    void aDirectoryThatIsAFileIsRefusedInOneSentence() throws Exception {
        Path file = Files.writeString(directory.resolve("taken"), "not a directory");
        assertThatThrownBy(() -> EmbeddedPlatform.start(file, 0, 0, fault -> {}))
                .isInstanceOf(CannotStartException.class)
                .hasMessageStartingWith("The data directory " + file + " cannot be written");
    }

    private EmbeddedPlatform start(int kafkaPort) {
        return EmbeddedPlatform.start(directory.resolve("data"), kafkaPort, 0, fault -> {});
    }

    private static Admin admin(EmbeddedPlatform platform) {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, platform.bootstrapServers()));
    }
}
