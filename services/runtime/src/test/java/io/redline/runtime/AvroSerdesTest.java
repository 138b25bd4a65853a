package io.redline.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redline.schemas.Article;
import io.redline.schemas.ArticleRef;
import io.redline.schemas.Topics;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class AvroSerdesTest {

    private final SchemaRegistry registry = SchemaRegistry.inMemory();
    private final AvroSerdes serdes = new AvroSerdes(registry);
    private final Serde<Article> articles = serdes.valuesOf(Topics.ARTICLES);

    @Test
    void aValueComesBackAsItWentIn() {
        Article article = article("Talks resume in Geneva — “at last”");
        byte[] bytes = articles.serializer().serialize("articles", article);
        assertThat(articles.deserializer().deserialize("articles", bytes)).isEqualTo(article);
    }

    @Test
    void theWireFormatIsConfluents() {
        byte[] bytes = articles.serializer().serialize("articles", article("Talks"));
        int number = ByteBuffer.wrap(bytes, 1, 4).getInt();
        assertThat(bytes[0]).isZero();
        assertThat(number).isEqualTo(registry.numberOf("articles-value", Article.getClassSchema()));
        assertThat(registry.schemaOf(number)).isEqualTo(Article.getClassSchema());
    }

    @Test
    void aReaderThatKnowsOnlyTheRegistrySeesTheWritersRecord() {
        byte[] bytes = articles.serializer().serialize("articles", article("Talks"));
        GenericRecord record = serdes.anything().deserialize("articles", bytes);
        assertThat(record.get("headline")).hasToString("Talks");
    }

    @Test
    void aValueOfAnotherVersionOfTheSchemaIsResolvedToOurs() {
        Schema leaner = new Schema.Parser().parse("""
                        {"type":"record","name":"ArticleRef","namespace":"io.redline.schemas","fields":[
                         {"name":"id","type":"string"},
                         {"name":"publishedAt","type":{"type":"long","logicalType":"timestamp-millis"}},
                         {"name":"unknownToUs","type":"string"}]}
                        """);
        var written = new org.apache.avro.generic.GenericData.Record(leaner);
        written.put("id", "a");
        written.put("publishedAt", 0L);
        written.put("unknownToUs", "x");
        byte[] bytes = encode(registry.numberOf("refs-value", leaner), leaner, written);
        ArticleRef read = serdes.of(ArticleRef.class, ArticleRef.getClassSchema())
                .deserializer()
                .deserialize("refs", bytes);
        assertThat(read.getId()).isEqualTo("a");
        assertThat(read.getVersion()).isEqualTo(1);
    }

    @Test
    void aTombstoneStaysNull() {
        assertThat(articles.serializer().serialize("articles", null)).isNull();
        assertThat(articles.deserializer().deserialize("articles", null)).isNull();
    }

    @Test
    void whateverBytesComeTheFaultIsTheRecords() {
        Random random = new Random(7);
        byte[] good = articles.serializer().serialize("articles", article("Talks"));
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = Arrays.copyOf(good, random.nextInt(good.length));
            for (int change = 0; change < 3 && bytes.length > 5; change++) {
                bytes[5 + random.nextInt(bytes.length - 5)] = (byte) random.nextInt();
            }
            try {
                articles.deserializer().deserialize("articles", bytes);
            } catch (SerializationException expected) {
                assertThat(expected.getMessage()).isNotBlank();
            }
        }
    }

    @Test
    void aTextIsNotTakenForAvro() {
        assertThatThrownBy(() -> articles.deserializer().deserialize("articles", "{\"id\":1}".getBytes()))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("not Avro in the Confluent wire format");
    }

    @Test
    void aSchemaNumberThatNobodyGaveIsTheRecordsFault() {
        byte[] bytes = {0, 0, 0, 127, 127, 2, 2};
        assertThatThrownBy(() -> articles.deserializer().deserialize("articles", bytes))
                .isInstanceOf(SerializationException.class);
    }

    private static byte[] encode(int number, Schema schema, GenericRecord record) {
        var out = new java.io.ByteArrayOutputStream();
        out.write(0);
        out.writeBytes(ByteBuffer.allocate(4).putInt(number).array());
        var encoder = org.apache.avro.io.EncoderFactory.get().directBinaryEncoder(out, null);
        try {
            new org.apache.avro.generic.GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
        } catch (java.io.IOException impossible) {
            throw new AssertionError(impossible);
        }
        return out.toByteArray();
    }

    private static Article article(String headline) {
        return Article.newBuilder()
                .setId("urn:test:1")
                .setHeadline(headline)
                .setPublishedAt(Instant.parse("2026-01-30T09:00:00Z"))
                .setReceivedAt(Instant.parse("2026-01-30T09:00:01Z"))
                .build();
    }
}
