package io.redline.detector.shift;

import io.redline.schemas.StanceShift;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an article, or its end, makes of the record of shifts.
 *
 * @param standing the shifts that the article completes, those told before included
 * @param told the shifts to write down: new ones, and standing ones that now rest on another sentence
 * @param undone the shifts that no longer stand
 */
public record Judgement(List<StanceShift> standing, List<StanceShift> told, List<UndoneShift> undone) {

    /** All that is to be written, what is undone first. */
    public List<StanceShift> written() {
        List<StanceShift> written = new ArrayList<>();
        undone.forEach(one -> written.add(one.shift()));
        Stream.concat(undone.stream().map(UndoneShift::inItsPlace).flatMap(Stream::ofNullable), told.stream())
                .forEach(written::add);
        return written;
    }
}
