package io.redline.detector.stance;

import io.redline.schemas.Action;
import io.redline.schemas.Side;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a clause says, while it is being put together: spans count tokens of the sentence, -1 stands for none. */
final class Reading {

    @Nullable
    Action action;

    double score;
    int actorFirst = -1;
    int actorEnd = -1;
    int targetFirst = -1;
    int targetEnd = -1;
    int speakerFirst = -1;
    int speakerEnd = -1;
    /** The token after the words of the pattern that it rests on, from which a target may follow. */
    int from = -1;

    boolean negated;
    boolean conditional;
    boolean hedged;
    boolean future;
    boolean past;
    boolean recap;
    boolean claimed;
    /** Somebody is allowed to do it, so that refusing it is a refusal whatever it is. */
    boolean granted;
    /** The target is that of the inner verb, whoever is asked to act on it. */
    boolean kept;
    /** The target may yet be the second of the actors: "A and B agreed". */
    boolean mutual;
    /** The subject is no party to it: what is said of talks or of a programme is the stance of whoever says so. */
    boolean impersonal;
    /** The clause's tokens, for naming its issue. */
    int clauseFirst;

    int clauseEnd;
    /** How far the clause is from being the sentence's point: 0 the main clause, more for what hangs on it. */
    int depth;

    double confidence;
    String rule;

    /** The tokens it rests on beside actor and target, and the part each stretch plays. */
    final List<Cue> cues = new ArrayList<>(3);

    /** A stretch of the sentence's tokens that plays a part. */
    record Cue(String part, int first, int end) {}

    Reading(@Nullable Action action, double score, double confidence, String rule) {
        this.action = action;
        this.score = score;
        this.confidence = confidence;
        this.rule = rule;
    }

    static Reading neutral(double confidence, String rule) {
        return new Reading(null, 0, confidence, rule);
    }

    static Reading of(Action action, double confidence, String rule) {
        return new Reading(action, action.score(), confidence, rule);
    }

    Side side() {
        return action == null ? Side.NEUTRAL : action.side();
    }

    Reading turn(@Nullable Action other, double factor, String why) {
        action = other;
        score = other == null ? 0 : other.score();
        confidence *= factor;
        rule = why + "(" + rule + ")";
        return this;
    }

    /** Remembers a stretch of tokens that it rests on. */
    void rests(String part, int first, int end) {
        cues.add(new Cue(part, first, end));
    }

    Reading actor(int first, int end) {
        actorFirst = first;
        actorEnd = end;
        return this;
    }

    Reading target(int first, int end) {
        targetFirst = first;
        targetEnd = end;
        return this;
    }
}
