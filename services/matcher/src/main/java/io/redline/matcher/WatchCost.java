package io.redline.matcher;

/**
 * What a watch has cost since it was registered.
 *
 * @param watchId the watch
 * @param looks for how many articles its query was tried, all others having been ruled out beforehand
 * @param matches how many of these it matched
 * @param nanosPerLook how long one try took on average, in nanoseconds, measured on a sample of the articles; 0 if none
 *     was sampled yet
 */
public record WatchCost(String watchId, int looks, int matches, long nanosPerLook) {

    /** All time spent on the watch, in nanoseconds, extrapolated from the sample. */
    public long nanos() {
        return looks * nanosPerLook;
    }
}
