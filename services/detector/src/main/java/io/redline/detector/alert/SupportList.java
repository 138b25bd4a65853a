package io.redline.detector.alert;

import io.redline.detector.shift.UndoneShift;
import io.redline.schemas.Alert;
import io.redline.schemas.AlertTimes;
import io.redline.schemas.Stance;
import io.redline.schemas.StanceShift;
import io.redline.schemas.internal.AlertSupport;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The articles that an alert rests on, in the order they came. What an alert says follows from them alone, so that it says
 * no more once one of them is gone.
 */
record SupportList(List<AlertSupport> all) {

    /** Articles that one alert rests on at most: those beyond it were told of long since, or not at all. */
    static final int MOST = 16;

    boolean isEmpty() {
        return all.isEmpty();
    }

    Optional<AlertSupport> of(String articleId) {
        return all.stream()
                .filter(one -> one.getArticle().getId().equals(articleId))
                .findFirst();
    }

    /**
     * With an article in place of its earlier version, at the end. Where there is no room for it, the first that nobody was
     * told of makes room, or else the first.
     */
    SupportList with(AlertSupport support) {
        boolean told =
                of(support.getArticle().getId()).map(AlertSupport::getTold).orElse(false);
        List<AlertSupport> supports =
                new ArrayList<>(without(support.getArticle().getId()).all);
        supports.add(AlertSupport.newBuilder(support)
                .setTold(told || support.getTold())
                .build());
        if (supports.size() > MOST) {
            supports.remove(supports.stream()
                    .limit(MOST)
                    .filter(one -> !one.getTold())
                    .findFirst()
                    .orElse(supports.get(0)));
        }
        return new SupportList(supports);
    }

    SupportList without(String articleId) {
        return new SupportList(all.stream()
                .filter(one -> !one.getArticle().getId().equals(articleId))
                .toList());
    }

    /** After shifts were undone: an article that gave no other cause is gone with them, and one that carries a shift on counts. */
    SupportList without(List<UndoneShift> undone) {
        SupportList supports = this;
        for (UndoneShift one : undone) {
            if (supports.all.stream().anyMatch(support -> has(support, one.shift()))) {
                supports = new SupportList(supports.all.stream()
                        .map(support -> without(support, one.shift()))
                        .filter(SupportList::isCause)
                        .toList());
                StanceShift carriedOn = one.inItsPlace();
                if (carriedOn != null) {
                    supports = supports.with(carrying(carriedOn, supports));
                }
            }
        }
        return supports;
    }

    /** The latest that a version of the alert has led with, otherwise the latest. */
    AlertSupport lead() {
        AlertSupport lead = all.get(all.size() - 1);
        for (AlertSupport one : all) {
            if (one.getTold()) {
                lead = one;
            }
        }
        return lead;
    }

    /** The same, one of them now told. */
    SupportList told(AlertSupport lead) {
        return new SupportList(all.stream()
                .map(one -> one.getArticle().getId().equals(lead.getArticle().getId())
                        ? AlertSupport.newBuilder(one).setTold(true).build()
                        : one)
                .toList());
    }

    /** Lets an alert say what it rests on, one article in front. */
    Alert.Builder describe(Alert.Builder alert, AlertSupport lead) {
        Stance stance = lead.getStance() != null ? lead.getStance() : latestStance();
        StanceShift shift = lead.getCompletedShifts().isEmpty()
                ? latestShift()
                : lead.getCompletedShifts().get(0);
        return alert.setArticle(lead.getArticle())
                .setTerms(lead.getTerms())
                .setExcerpt(lead.getExcerpt())
                .setUrgency(lead.getUrgency())
                .setStance(stance)
                .setShift(shift)
                .setKind(shift != null ? "shift" : stance != null ? "stance" : "keyword")
                .setAt(AlertTimes.newBuilder(alert.getAt())
                        .setPublishedAt(lead.getArticle().getPublishedAt())
                        .setReceivedAt(lead.getReceivedAt())
                        .build());
    }

    private @Nullable Stance latestStance() {
        return all.stream()
                .map(AlertSupport::getStance)
                .filter(Objects::nonNull)
                .reduce((earlier, later) -> later)
                .orElse(null);
    }

    private @Nullable StanceShift latestShift() {
        return all.stream()
                .flatMap(one -> one.getCompletedShifts().stream().limit(1))
                .reduce((earlier, later) -> later)
                .orElse(null);
    }

    /** An article of the story that carries a shift on which another had completed. */
    private static AlertSupport carrying(StanceShift shift, SupportList supports) {
        AlertSupport known = supports.of(shift.getArticle().getId()).orElse(null);
        if (known == null) {
            return AlertSupport.newBuilder()
                    .setArticle(shift.getArticle())
                    .setTold(false)
                    .setKeyword(false)
                    .setExcerpt(shift.getEvidence()
                            .get(shift.getEvidence().size() - 1)
                            .getQuote())
                    .setReceivedAt(shift.getAt())
                    .setStances(List.of())
                    .setCompletedShifts(List.of(shift))
                    .build();
        }
        List<StanceShift> shifts = new ArrayList<>(known.getCompletedShifts());
        shifts.add(shift);
        return AlertSupport.newBuilder(known).setCompletedShifts(shifts).build();
    }

    private static boolean has(AlertSupport support, StanceShift shift) {
        return support.getCompletedShifts().stream().anyMatch(one -> one.getId().equals(shift.getId()));
    }

    private static AlertSupport without(AlertSupport support, StanceShift shift) {
        return !has(support, shift)
                ? support
                : AlertSupport.newBuilder(support)
                        .setCompletedShifts(support.getCompletedShifts().stream()
                                .filter(one -> !one.getId().equals(shift.getId()))
                                .toList())
                        .build();
    }

    private static boolean isCause(AlertSupport support) {
        return support.getKeyword()
                || support.getStance() != null
                || !support.getCompletedShifts().isEmpty();
    }
}
