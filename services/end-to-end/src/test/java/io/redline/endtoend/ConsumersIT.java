package io.redline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.redline.runtime.AvroJson;
import io.redline.schemas.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;

/** Reads our topics as programs in other languages do: with their own client, the registry, and nothing of ours. */
class ConsumersIT {

    private static final int HEADER_BYTES = 5;

    private final TestSystem system = TestSystem.shared();

    @Test
    void kcatReadsAlertsThatTheRegistryExplains() throws Exception {
        assumeThat(kcat()).as("kcat is installed").isNotEmpty();
        system.canary().awaitArticles();
        byte[] value = firstAlert();
        assertThat(value[0]).as("magic byte").isZero();
        int number = ByteBuffer.wrap(value, 1, Integer.BYTES).getInt();

        Schema schema = schema(number);
        GenericRecord alert = new GenericDatumReader<GenericRecord>(schema)
                .read(null, DecoderFactory.get().binaryDecoder(value, HEADER_BYTES, value.length - HEADER_BYTES, null));

        assertThat(schema.getFullName()).isEqualTo("io.redline.schemas.Alert");
        assertThat(alert.get("kind")).hasToString("keyword");
    }

    private byte[] firstAlert() throws IOException, InterruptedException {
        Process kcat = new ProcessBuilder(
                        kcat().get(0),
                        "-b",
                        system.local().platform().bootstrapServers(),
                        "-t",
                        Topics.ALERTS.name(),
                        "-C",
                        "-e",
                        "-q",
                        "-c",
                        "1",
                        "-D",
                        "")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        byte[] value = kcat.getInputStream().readAllBytes();
        assertThat(kcat.waitFor()).isZero();
        return value;
    }

    private Schema schema(int number) throws IOException {
        URI address = URI.create(system.local().platform().registryUrl() + "/schemas/ids/" + number);
        try (InputStream answer = address.toURL().openStream()) {
            return new Schema.Parser()
                    .parse(AvroJson.MAPPER.readTree(answer).path("schema").asText());
        }
    }

    private static List<String> kcat() {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .map(directory -> Path.of(directory, "kcat"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .toList();
    }
}
