package io.redline.detector.story;

/** Binary logarithms in whole numbers, so that sums of them are the same in any order and on any platform. */
final class FixedLog {

    /** The logarithm of two: results count in 256ths. */
    static final int ONE = 256;

    private static final int MANTISSA_BITS = 8;
    private static final int[] MANTISSA = mantissa();

    private FixedLog() {}

    /** {@code 256 * log2(value)}, to within one; {@code value} is at least 1. */
    static int log2(int value) {
        int exponent = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(value);
        int mantissa =
                exponent >= MANTISSA_BITS ? value >>> (exponent - MANTISSA_BITS) : value << (MANTISSA_BITS - exponent);
        return exponent * ONE + MANTISSA[mantissa & (ONE - 1)];
    }

    private static int[] mantissa() {
        int[] logs = new int[ONE];
        for (int at = 0; at < ONE; at++) {
            logs[at] = (int) StrictMath.round(ONE * StrictMath.log(1 + at / (double) ONE) / StrictMath.log(2));
        }
        return logs;
    }
}
