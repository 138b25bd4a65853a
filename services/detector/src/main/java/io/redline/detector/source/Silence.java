package io.redline.detector.source;

import io.redline.schemas.ArticleRef;
import java.time.Duration;

/**
 * A source that has been silent for longer than is its way, or that is back.
 *
 * @param id of this silence, from its beginning to its end
 * @param source who is silent
 * @param article the last one heard; once the source is back, the one that broke the silence, if it may be told;
 *     without headline and address where its source has killed or withheld it since
 * @param lasted how long it has been silent, or was
 * @param missed how many articles usually come in that time
 */
public record Silence(String id, String source, ArticleRef article, Duration lasted, long missed) {}
