package io.redline.ingest.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redline.runtime.AvroJson;
import io.redline.runtime.Timestamps;
import io.redline.runtime.WrongJsonException;
import io.redline.schemas.Article;
import java.time.Instant;
import java.util.Set;

/** Reads and writes articles as JSON: Redline's simple form, strictly, and ninjs by its shape. */
public final class JsonArticles {

    private static final Set<String> SET_BY_REDLINE = Set.of("receivedAt", "aliases");
    private static final ObjectReader STRICT = AvroJson.MAPPER
            .reader()
            .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final ArticleRules rules;

    /** A reader under these rules. */
    public JsonArticles(ArticleRules rules) {
        this.rules = rules;
    }

    /** Reads one item as a splitter cut it. */
    public Reading read(ItemSplitter.Item item, Instant receivedAt) {
        return switch (item.end()) {
            case WHOLE -> read(item.index(), item.bytes(), receivedAt);
            case TOO_LONG -> new Reading.Refused(item.index(), "the item " + rules.tooLong());
            case CUT_OFF ->
                new Reading.Refused(item.index(), "the array ends in the middle of this item: it has no closing \"]\"");
        };
    }

    /** Reads one article, given as the UTF-8 bytes of a JSON object. */
    public Reading read(int index, byte[] json, Instant receivedAt) {
        try {
            JsonNode node = STRICT.readTree(CleanText.utf8(json));
            if (!(node instanceof ObjectNode object)) {
                return new Reading.Refused(index, "the item should be a JSON object with the fields of an article");
            }
            Article article = NinjsForm.fits(object) ? NinjsForm.read(object, receivedAt) : simple(object, receivedAt);
            return new Reading.Accepted(index, rules.apply(article, receivedAt));
        } catch (JsonProcessingException broken) {
            return new Reading.Refused(index, "the item is not JSON: " + AvroJson.fault(broken) + place(broken));
        } catch (WrongJsonException wrong) {
            return new Reading.Refused(index, String.valueOf(wrong.getMessage()));
        } catch (IllegalArgumentException notUtf8) {
            return new Reading.Refused(index, "the item " + notUtf8.getMessage());
        }
    }

    /** The simple form of an article, as {@link #read} takes it: without the fields that Redline sets itself. */
    public static ObjectNode write(Article article) {
        ObjectNode object = AvroJson.toJson(article);
        object.remove(SET_BY_REDLINE);
        return object;
    }

    private static Article simple(ObjectNode object, Instant receivedAt) {
        JsonNode publishedAt = object.get("publishedAt");
        if (publishedAt == null || publishedAt.isNull()) {
            object.put("publishedAt", Timestamps.format(receivedAt));
        }
        return AvroJson.fromJson(object, Article.class, SET_BY_REDLINE);
    }

    private static String place(JsonProcessingException broken) {
        return broken.getLocation() == null
                ? ""
                : " (column " + broken.getLocation().getColumnNr() + ")";
    }
}
