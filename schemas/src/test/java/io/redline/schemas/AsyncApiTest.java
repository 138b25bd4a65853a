package io.redline.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The published description of the topics is the one the code gives. */
class AsyncApiTest {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final Path PUBLISHED = Path.of("..", "docs", "asyncapi.json");
    private static final Path OF_CODE = Path.of("target", "asyncapi.json");

    @Test
    void thePublishedDescriptionOfTheTopicsIsTheOneOfTheCode() throws IOException {
        String ofCode = JSON.writeValueAsString(describe()) + "\n";
        Files.createDirectories(OF_CODE.getParent());
        Files.writeString(OF_CODE, ofCode);
        assertThat(Files.readString(PUBLISHED))
                .as("docs/asyncapi.json; when the change is meant, copy schemas/%s there", OF_CODE)
                .isEqualTo(ofCode);
    }

    private static ObjectNode describe() throws IOException {
        ObjectNode document = JSON.createObjectNode().put("asyncapi", "3.0.0");
        document.putObject("info")
                .put("title", "Redline topics")
                .put("version", "0.1")
                .put(
                        "description",
                        "Values are Avro in the Confluent wire format under the subject <topic>-value; keys are UTF-8"
                                + " strings. Read with isolation.level=read_committed.");
        document.put("defaultContentType", "application/vnd.apache.avro");
        ObjectNode channels = document.putObject("channels");
        for (Topic<?, ?> topic : Topics.ALL) {
            ObjectNode channel = channels.putObject(topic.name()).put("address", topic.name());
            channel.put("description", topic.valueSchema().getDoc());
            ObjectNode message =
                    channel.putObject("messages").putObject(topic.valueSchema().getName());
            message.putObject("bindings")
                    .putObject("kafka")
                    .putObject("key")
                    .put("type", "string")
                    .put("description", topic.key());
            message.putObject("payload")
                    .put("schemaFormat", "application/vnd.apache.avro+json;version=1.9.0")
                    .set("schema", JSON.readTree(topic.valueSchema().toString()));
            ObjectNode kafka = channel.putObject("bindings").putObject("kafka").put("partitions", topic.partitions());
            ObjectNode configuration = kafka.putObject("topicConfiguration");
            configuration.putArray("cleanup.policy").add(topic.compacted() ? "compact" : "delete");
            topic.retention().ifPresent(time -> configuration.put("retention.ms", time.toMillis()));
        }
        return document;
    }
}
