package io.redline.detector.shift;

import io.redline.schemas.StanceShift;
import org.jspecify.annotations.Nullable;

/**
 * A shift that no longer stands, since a sentence that it rested on was taken back.
 *
 * @param shift the shift, retracted, with the reason
 * @param inItsPlace the same crossing as another article of the story carries it; null when none does
 */
public record UndoneShift(StanceShift shift, @Nullable StanceShift inItsPlace) {}
