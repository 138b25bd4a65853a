package io.redline.desk.api;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.redline.runtime.AvroJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads request bodies strictly: one JSON value, nothing after it, no name twice, within a size. */
final class JsonBody {

    private static final ObjectReader READER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private final int mostBytes;

    JsonBody(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    /**
     * The object that was sent.
     *
     * @throws ProblemException 400 when it is not a JSON object, 413 when it is too long
     */
    ObjectNode object(Context ctx) throws IOException {
        if (parse(bytes(ctx, "a JSON object")) instanceof ObjectNode object) {
            return object;
        }
        throw new ProblemException(Problem.badRequest("The body should be a JSON object, in braces"));
    }

    /**
     * The array that was sent.
     *
     * @throws ProblemException 400 when it is not a JSON array, 413 when it is too long
     */
    ArrayNode array(Context ctx) throws IOException {
        if (parse(bytes(ctx, "a JSON array")) instanceof ArrayNode array) {
            return array;
        }
        throw new ProblemException(Problem.badRequest("The body should be a JSON array, in brackets"));
    }

    /** True when the request says that it carries a body. */
    static boolean hasBody(Context ctx) {
        return ctx.req().getContentLengthLong() > 0 || ctx.header("Transfer-Encoding") != null;
    }

    /**
     * The body as it is.
     *
     * @param expected what should be sent
     * @throws ProblemException 400 when there is none, 413 when it is too long
     */
    byte[] bytes(Context ctx, String expected) throws IOException {
        try (InputStream in = ctx.req().getInputStream()) {
            byte[] bytes = in.readNBytes(mostBytes + 1);
            if (bytes.length > mostBytes) {
                throw new ProblemException(new Problem(
                        413, "Body too large", "The body is longer than " + mostBytes + " bytes: send a shorter one"));
            }
            if (new String(bytes, StandardCharsets.UTF_8).isBlank()) {
                throw new ProblemException(Problem.badRequest("The body is empty: send " + expected));
            }
            return bytes;
        }
    }

    private static JsonNode parse(byte[] bytes) throws IOException {
        try {
            return READER.readTree(bytes);
        } catch (JsonProcessingException wrong) {
            JsonLocation at = wrong.getLocation();
            Problem problem = at == null
                    ? Problem.badRequest("The body is not JSON: " + AvroJson.fault(wrong))
                    : Problem.badRequest("The body is not JSON (line " + at.getLineNr() + ", column " + at.getColumnNr()
                                    + "): " + AvroJson.fault(wrong))
                            .with("line", at.getLineNr())
                            .with("column", at.getColumnNr());
            throw new ProblemException(problem);
        }
    }
}
