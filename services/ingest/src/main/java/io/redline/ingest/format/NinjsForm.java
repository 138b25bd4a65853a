package io.redline.ingest.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redline.runtime.Timestamps;
import io.redline.runtime.WrongJsonException;
import io.redline.schemas.Article;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Maps IPTC ninjs 2.x and 3.x to an article. The two differ in the case of their names ({@code pubstatus},
 * {@code pubStatus}), so names are compared without case; the plain {@code headline} and {@code body_…} of 1.x are taken
 * too. ninjs describes far more than an article here has room for, and providers extend it, so other fields are passed
 * over; a mapped field of the wrong type is an error that names it as it was sent.
 */
final class NinjsForm {

    private static final Set<String> MAIN_ROLES = Set.of("main", "headline", "body", "text");

    private final Map<String, Map.Entry<String, JsonNode>> fields = new HashMap<>();

    private NinjsForm(ObjectNode object) {
        object.properties().forEach(field -> fields.put(field.getKey().toLowerCase(Locale.ROOT), field));
    }

    /** True for an object that is named as ninjs names items: by {@code uri}, not {@code id}. */
    static boolean fits(ObjectNode object) {
        return object.has("uri") && !object.has("id");
    }

    /**
     * Maps an object.
     *
     * @throws WrongJsonException naming the field at fault
     */
    static Article read(ObjectNode object, Instant receivedAt) {
        NinjsForm form = new NinjsForm(object);
        Article article = new Article();
        article.setId(form.text("uri").orElse(""));
        article.setVersion(form.number("version").orElse(1));
        article.setSource(form.source());
        article.setLanguage(form.text("language").orElse(LanguageGuess.UNKNOWN));
        article.setHeadline(form.headline());
        article.setBody(form.body());
        article.setUrl(form.text("url").or(() -> form.text("link")).orElse(null));
        article.setByline(form.text("by").or(() -> form.text("byline")).orElse(null));
        article.setPublishedAt(
                form.time("versioncreated").or(() -> form.time("firstcreated")).orElse(receivedAt));
        article.setStatus(form.text("pubstatus").orElse("usable"));
        article.setUrgency(form.number("urgency").orElse(null));
        article.setEmbargoedUntil(form.time("embargoed").orElse(null));
        article.setNote(form.text("ednote").orElse(null));
        article.setAliases(form.aliases());
        return article;
    }

    private String headline() {
        return best("headlines")
                .or(() -> text("headline"))
                .or(() -> text("title"))
                .orElse("");
    }

    private String body() {
        return best("bodies")
                .or(() -> text("body_text"))
                .or(() -> text("body_html").map(MarkupText::of))
                .or(() -> text("body_xhtml").map(MarkupText::of))
                .or(() -> best("descriptions"))
                .or(() -> text("description_text"))
                .orElse("");
    }

    /** The provider among the information sources, else the first of them, else whoever holds the copyright. */
    private String source() {
        List<JsonNode> sources = objects("infosources");
        return sources.stream()
                .filter(source -> role(source).contains("provider"))
                .findFirst()
                .or(() -> sources.stream().findFirst())
                .map(source -> source.path("name").asText(""))
                .filter(name -> !name.isBlank())
                .or(() -> text("provider"))
                .or(() -> text("source"))
                .or(() -> text("copyrightholder"))
                .orElse("");
    }

    private @Nullable List<String> aliases() {
        List<String> aliases = new ArrayList<>();
        objects("altids").forEach(alias -> aliases.add(alias.path("value").asText("")));
        return aliases.isEmpty() ? null : aliases;
    }

    /** The value in an array of variants that a reader would see: plain text before markup, the main role before others. */
    private Optional<String> best(String name) {
        List<JsonNode> variants = objects(name);
        Predicate<JsonNode> filled = variant -> !text(name, variant).isBlank();
        Predicate<JsonNode> main = variant -> role(variant).isEmpty() || MAIN_ROLES.contains(role(variant));
        return first(variants, filled.and(main).and(variant -> !isMarkup(variant)))
                .or(() -> first(variants, filled.and(main)))
                .or(() -> first(variants, filled))
                .map(variant -> isMarkup(variant) ? MarkupText.of(text(name, variant)) : text(name, variant));
    }

    private static Optional<JsonNode> first(List<JsonNode> variants, Predicate<JsonNode> wanted) {
        return variants.stream().filter(wanted).findFirst();
    }

    private String text(String name, JsonNode variant) {
        JsonNode value = variant.path("value");
        if (!value.isTextual()) {
            throw new WrongJsonException(sent(name), "should hold objects whose \"value\" is a text in quotes");
        }
        return value.textValue();
    }

    private static String role(JsonNode object) {
        return object.path("role").asText("").toLowerCase(Locale.ROOT);
    }

    private static boolean isMarkup(JsonNode variant) {
        String type = variant.hasNonNull("contentType")
                ? variant.path("contentType").asText("")
                : variant.path("contenttype").asText("");
        return type.contains("html") || type.contains("xml");
    }

    private Optional<String> text(String name) {
        return value(name).map(value -> {
            check(value.isTextual(), name, "should be a text in quotes");
            return value.textValue();
        });
    }

    /** A whole number, also as the digits in quotes that ninjs writes a version with. */
    private Optional<Integer> number(String name) {
        return value(name).map(value -> {
            String digits = value.asText("");
            check(digits.matches("[0-9]{1,9}(\\.0)?"), name, "should be a whole number");
            return (int) Double.parseDouble(digits);
        });
    }

    private Optional<Instant> time(String name) {
        return text(name).map(text -> {
            try {
                return Timestamps.parse(text);
            } catch (IllegalArgumentException wrong) {
                throw new WrongJsonException(sent(name), wrong.getMessage());
            }
        });
    }

    private List<JsonNode> objects(String name) {
        List<JsonNode> objects = new ArrayList<>();
        value(name).ifPresent(array -> {
            check(array.isArray(), name, "should be an array of objects");
            array.forEach(object -> {
                check(object.isObject(), name, "should be an array of objects");
                objects.add(object);
            });
        });
        return objects;
    }

    private Optional<JsonNode> value(String name) {
        return Optional.ofNullable(fields.get(name)).map(Map.Entry::getValue).filter(value -> !value.isNull());
    }

    private String sent(String name) {
        Map.Entry<String, JsonNode> field = fields.get(name);
        return field == null ? name : field.getKey();
    }

    private void check(boolean met, String name, String expectation) {
        if (!met) {
            throw new WrongJsonException(sent(name), expectation);
        }
    }
}
