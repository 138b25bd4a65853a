package io.redline.detector.story;

/** Hashes of words, the same on every platform and in every release: stored signatures depend on them. */
final class TermHash {

    private TermHash() {}

    /** FNV-1a over UTF-16 code units, mixed. */
    static int of(String word) {
        int hash = 0x811c9dc5;
        for (int at = 0; at < word.length(); at++) {
            hash = (hash ^ word.charAt(at)) * 0x01000193;
        }
        return mix(hash);
    }

    /** Spreads each bit over all (the finaliser of MurmurHash3). */
    static int mix(int hash) {
        int h = hash;
        h ^= h >>> 16;
        h *= 0x85ebca6b;
        h ^= h >>> 13;
        h *= 0xc2b2ae35;
        h ^= h >>> 16;
        return h;
    }
}
