package io.redline.detector.story;

import java.util.Arrays;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/** Which articles speak of which term: for each term the slots of its articles, in the order those arrived. */
final class Postings {

    private final @Nullable SlotList[] lists = new SlotList[1 << StorySignature.TERM_BITS];
    private final IntToLongFunction sequenceOfSlot;

    /** @param sequenceOfSlot the place in the order of arrival of the article in a slot */
    Postings(IntToLongFunction sequenceOfSlot) {
        this.sequenceOfSlot = sequenceOfSlot;
    }

    void add(StorySignature signature, int slot) {
        for (int at = 0; at < signature.termCount(); at++) {
            int term = signature.term(at);
            SlotList list = lists[term];
            if (list == null) {
                list = new SlotList();
                lists[term] = list;
            }
            list.insert(list.find(sequenceOfSlot.applyAsLong(slot), sequenceOfSlot), slot);
        }
    }

    void remove(StorySignature signature, int slot) {
        for (int at = 0; at < signature.termCount(); at++) {
            int term = signature.term(at);
            SlotList list = lists[term];
            if (list != null) {
                list.removeAt(list.find(sequenceOfSlot.applyAsLong(slot), sequenceOfSlot));
                if (list.size() == 0) {
                    lists[term] = null;
                }
            }
        }
    }

    /** How many articles speak of the term. */
    int count(int term) {
        SlotList list = lists[term];
        return list == null ? 0 : list.size();
    }

    /** The slot of the article that spoke of the term {@code back} articles before the newest one. */
    int newest(int term, int back) {
        SlotList list = lists[term];
        if (list == null) {
            throw new IndexOutOfBoundsException("no article speaks of term " + term);
        }
        return list.get(list.size() - 1 - back);
    }

    /** Slots ordered by arrival. Articles mostly leave in about the order they came, so removal moves the shorter side. */
    private static final class SlotList {
        private int[] slots = new int[2];
        private int start;
        private int end;

        int size() {
            return end - start;
        }

        int get(int at) {
            return slots[start + at];
        }

        /** The place of the first slot that arrived no earlier than this sequence. */
        int find(long sequence, IntToLongFunction sequenceOfSlot) {
            if (end > start && sequenceOfSlot.applyAsLong(slots[end - 1]) < sequence) {
                return size();
            }
            int low = start;
            int high = end;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (sequenceOfSlot.applyAsLong(slots[middle]) < sequence) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low - start;
        }

        void insert(int at, int slot) {
            if (end == slots.length) {
                makeRoom();
            }
            System.arraycopy(slots, start + at, slots, start + at + 1, end - start - at);
            slots[start + at] = slot;
            end++;
        }

        void removeAt(int at) {
            if (at <= size() / 2) {
                System.arraycopy(slots, start, slots, start + 1, at);
                start++;
            } else {
                System.arraycopy(slots, start + at + 1, slots, start + at, size() - at - 1);
                end--;
            }
        }

        private void makeRoom() {
            int size = size();
            int capacity = start > size ? slots.length : size + (size >> 1) + 2;
            slots = capacity == slots.length
                    ? Arrays.copyOf(Arrays.copyOfRange(slots, start, end), capacity)
                    : Arrays.copyOfRange(slots, start, start + capacity);
            start = 0;
            end = size;
        }
    }
}
