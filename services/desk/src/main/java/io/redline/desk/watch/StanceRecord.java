package io.redline.desk.watch;

import io.redline.desk.view.Selection;
import io.redline.desk.view.TopicView;
import io.redline.matcher.StanceFilter;
import io.redline.runtime.AvroJson;
import io.redline.schemas.Stance;
import io.redline.schemas.StanceCriteria;
import io.redline.schemas.StanceShift;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The stances and shifts that were found in an article, as far as the desk keeps them. */
public final class StanceRecord {

    private static final int MOST_OF_AN_ARTICLE = 200;

    private final TopicView<Stance> stances;
    private final TopicView<StanceShift> shifts;

    /** A record read from these views. */
    public StanceRecord(TopicView<Stance> stances, TopicView<StanceShift> shifts) {
        this.stances = stances;
        this.shifts = shifts;
    }

    List<Stance> stancesIn(String article) {
        return in(article, stances, Stance.class);
    }

    List<StanceShift> shiftsIn(String article) {
        return in(article, shifts, StanceShift.class);
    }

    boolean hasStance(String article, @Nullable StanceCriteria criteria) {
        return stancesIn(article).stream().anyMatch(stance -> StanceFilter.meets(criteria, stance));
    }

    boolean hasShift(String article, @Nullable StanceCriteria criteria) {
        return shiftsIn(article).stream().anyMatch(shift -> StanceFilter.meets(criteria, shift));
    }

    private static <V extends SpecificRecord> List<V> in(String article, TopicView<V> view, Class<V> type) {
        Selection selection = new Selection(
                Map.of("article", article, "retracted", "false"),
                Optional.empty(),
                Optional.empty(),
                MOST_OF_AN_ARTICLE);
        return view.list(selection).items().stream()
                .map(json -> read(json, type))
                .toList();
    }

    private static <V extends SpecificRecord> V read(String json, Class<V> type) {
        return AvroJson.fromJson(AvroJson.read(json), type, Set.of());
    }
}
