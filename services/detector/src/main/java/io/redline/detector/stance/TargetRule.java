package io.redline.detector.stance;

import io.redline.detector.actor.ActorKind;
import io.redline.detector.actor.Mention;
import io.redline.detector.stance.Chunker.Kind;
import io.redline.detector.text.Sentence;
import io.redline.schemas.Action;
import io.redline.schemas.Side;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Settles whom a stance is directed at. Grammar offers the object of the verb or what a preposition governs; where that is
 * a thing ("rejected a change to the format of the talks with Armenia"), the next party the clause names takes its place.
 */
final class TargetRule {

    /** How many chunks after the verb a party may stand. */
    private static final int REACH = 24;

    /** How well a phrase can stand for a party. */
    private enum Fit {
        THING,
        PLACE,
        OWNER,
        PARTY
    }

    /** Actions done to things as much as to people: what is hit or seized is the target, whoever owns it. */
    private static final Set<Action> DONE_TO_THINGS = Set.of(Action.ASSAULT, Action.COERCE);

    private final Tagger tagger;
    private final Chunker chunks;
    private final ClauseReader clauses;
    private final Interpreter interpreter;
    private final MentionIndex mentions;
    private final long people;
    private final long talks;

    /** Code of the actor whose target is looked for. */
    private @Nullable String own;

    TargetRule(
            Lexicon lexicon,
            Tagger tagger,
            Chunker chunks,
            ClauseReader clauses,
            Interpreter interpreter,
            MentionIndex mentions) {
        this.tagger = tagger;
        this.chunks = chunks;
        this.clauses = clauses;
        this.interpreter = interpreter;
        this.mentions = mentions;
        this.people = lexicon.bit("envoy") | lexicon.bit("refugee") | lexicon.bit("party");
        this.talks = lexicon.bit("talk");
    }

    /** Replaces a target that is no party by the next one the clause names, and adds where its people are. */
    void settle(Reading reading, Sentence sentence) {
        Mention actor = reading.actorFirst < 0
                ? null
                : mentions.find(sentence.first() + reading.actorFirst, sentence.first() + reading.actorEnd);
        own = actor == null ? null : actor.code();
        choose(reading, sentence);
        widen(reading);
        if (reading.action == Action.YIELD && reading.targetFirst >= 0 && LEAVING.contains(reading.rule)) {
            Mention left = mentions.find(sentence.first() + reading.targetFirst, sentence.first() + reading.targetEnd);
            if (left != null && left.kind() == ActorKind.BLOC) {
                // to leave a town is a retreat, to leave an alliance a break
                reading.turn(Action.SANCTION, 0.95, "bloc");
            }
        }
    }

    private static final Set<String> LEAVING = Set.of("leave", "quit", "withdraw from", "pull out", "resign from");

    private void widen(Reading reading) {
        if (reading.targetFirst < 0) {
            return;
        }
        int last = chunks.at(reading.targetEnd - 1);
        if (last < 0
                || chunks.kinds[last] != Kind.PHRASE
                || chunks.ends[last] != reading.targetEnd
                || tagger.tags[chunks.heads[last]] != Tagger.NOUN
                || reading.action == Action.CONSULT
                || last + 2 >= chunks.count
                || chunks.kinds[last + 1] != Kind.PREPOSITION
                || !(tagger.word(chunks.firsts[last + 1]).equals("in")
                        || tagger.word(chunks.firsts[last + 1]).equals("near"))
                || chunks.kinds[last + 2] != Kind.PHRASE
                || (chunks.flags[last + 2] & Chunker.TEMPORAL) != 0
                || (chunks.flags[last + 2] & Chunker.NAMED) == 0) {
            return;
        }
        reading.target(reading.targetFirst, chunks.ends[clauses.extent(last + 2)]);
    }

    private void choose(Reading reading, Sentence sentence) {
        Fit fit = fit(reading, sentence);
        boolean pair = isMutual(reading)
                && reading.actorFirst >= 0
                && interpreter.pairSplit(reading.actorFirst, reading.actorEnd) > 0;
        if (pair && (fit != Fit.PARTY || isOther(reading.targetFirst))) {
            reading.mutual = true;
            reading.target(-1, -1);
            return;
        }
        if (reading.from < 0) {
            return;
        }
        if (fit == Fit.PLACE || isTalk(reading)) {
            int party = facing(reading, sentence);
            if (party >= 0) {
                take(reading, party);
            }
            return;
        }
        if (fit != Fit.THING) {
            return;
        }
        if (reading.targetFirst >= 0 && reading.action != null && DONE_TO_THINGS.contains(reading.action)) {
            return;
        }
        int place = -1;
        int start = Math.max(0, chunks.at(Math.min(tagger.size - 1, reading.from)));
        if (reading.targetFirst < 0
                && start > 0
                && chunks.firsts[start] >= reading.from
                && chunks.kinds[start - 1] == Kind.PHRASE
                && fit(start - 1, sentence) == Fit.PARTY) {
            start--;
        }
        for (int j = start; j < Math.min(chunks.count, start + REACH); j++) {
            if (ends(j) || clauses.isAttributed(j)) {
                break;
            }
            if (chunks.kinds[j] != Kind.PHRASE
                    || overlaps(j, reading.actorFirst, reading.actorEnd)
                    || overlaps(j, reading.targetFirst, reading.targetEnd)) {
                continue;
            }
            Fit other = fit(j, sentence);
            if (other.compareTo(Fit.OWNER) >= 0) {
                take(reading, j);
                return;
            }
            if (other == Fit.PLACE && place < 0) {
                place = j;
            }
        }
        int partner = partner(reading, sentence);
        if (partner >= 0) {
            take(reading, partner);
        } else if (place >= 0 && (reading.targetFirst < 0 || reading.side() == Side.COOPERATIVE)) {
            take(reading, place);
        }
    }

    /** Whether the target is a meeting rather than who is met. */
    private boolean isTalk(Reading reading) {
        if (reading.targetFirst < 0) {
            return false;
        }
        int chunk = chunks.at(reading.targetFirst);
        return chunk >= 0 && chunks.kinds[chunk] == Kind.PHRASE && (tagger.nouns[chunks.heads[chunk]] & talks) != 0;
    }

    private static final Set<String> FACING = Set.of("with", "against", "for", "to", "between");

    /** A party that stands across from the actor, after a place or a meeting: "met in Rome with the strikers". */
    private int facing(Reading reading, Sentence sentence) {
        int start = Math.max(0, chunks.at(Math.min(tagger.size - 1, reading.from)));
        for (int j = start; j + 1 < Math.min(chunks.count, start + REACH); j++) {
            if (ends(j) || chunks.kinds[j] == Kind.COMMA || clauses.isAttributed(j)) {
                break;
            }
            if (chunks.kinds[j] == Kind.PREPOSITION
                    && FACING.contains(tagger.word(chunks.firsts[j]))
                    && chunks.kinds[j + 1] == Kind.PHRASE
                    && !overlaps(j + 1, reading.actorFirst, reading.actorEnd)
                    && fit(j + 1, sentence) == Fit.PARTY) {
                return j + 1;
            }
        }
        return -1;
    }

    /** "will not lift the embargo until Peru pays", "hoped that Peru would pay": of whom the clause speaks. */
    private int partner(Reading reading, Sentence sentence) {
        for (int j = Math.max(0, chunks.at(reading.from)); j + 1 < chunks.count; j++) {
            String word = tagger.word(chunks.firsts[j]);
            boolean opens = CONDITIONS.contains(word)
                    || word.equals("that") && (reading.action == null || reading.action == Action.ACCUSE);
            if (chunks.kinds[j] == Kind.SUBORDINATOR && opens) {
                int subject = j + 1;
                boolean named = chunks.kinds[subject] == Kind.PHRASE
                        && (chunks.flags[subject] & Chunker.PRONOUN) == 0
                        && !overlaps(subject, reading.actorFirst, reading.actorEnd)
                        && fit(subject, sentence).compareTo(Fit.PLACE) >= 0;
                return named ? subject : -1;
            }
        }
        return -1;
    }

    private static final Set<String> CONDITIONS = Set.of("until", "unless", "if", "provided", "once");

    private static boolean isMutual(Reading reading) {
        return reading.mutual
                || reading.action == Action.AGREE
                || reading.action == Action.SUPPORT
                || reading.action == Action.CONSULT
                || reading.action == Action.COOPERATE;
    }

    /** "the other side", "each other": whoever the actor is not. */
    private boolean isOther(int first) {
        return first >= 0
                && (tagger.word(first).equals("each")
                        || first + 1 < tagger.size
                                && tagger.word(first).equals("the")
                                && tagger.word(first + 1).equals("other"));
    }

    private void take(Reading reading, int chunk) {
        reading.target(chunks.firsts[chunk], chunks.ends[clauses.extent(chunk)]);
    }

    private boolean overlaps(int chunk, int first, int end) {
        return first >= 0 && chunks.firsts[chunk] < end && chunks.ends[chunk] > first;
    }

    /** Whether another clause begins here. */
    private boolean ends(int j) {
        return switch (chunks.kinds[j]) {
            case BREAK, RELATIVE, SUBORDINATOR -> true;
            case VERB -> (chunks.flags[j] & Chunker.FINITE) != 0 && !isReduced(j);
            default -> false;
        };
    }

    /** "the sanctions imposed on India": a past form that only describes the phrase before it. */
    private boolean isReduced(int verb) {
        return verb > 0
                && verb + 1 < chunks.count
                && chunks.kinds[verb - 1] == Kind.PHRASE
                && chunks.kinds[verb + 1] == Kind.PREPOSITION
                && chunks.firsts[verb] + 1 == chunks.ends[verb]
                && tagger.lexemes[chunks.heads[verb]].can(Lexeme.PARTICIPLE);
    }

    private Fit fit(Reading reading, Sentence sentence) {
        Fit best = Fit.THING;
        if (reading.targetFirst < 0) {
            return best;
        }
        for (int j = Math.max(0, chunks.at(reading.targetFirst));
                j < chunks.count && chunks.firsts[j] < reading.targetEnd;
                j++) {
            if (chunks.kinds[j] == Kind.PHRASE) {
                Fit fit = fit(j, sentence);
                if (fit.compareTo(best) > 0) {
                    best = fit;
                }
            }
        }
        return best;
    }

    private Fit fit(int chunk, Sentence sentence) {
        int head = chunks.heads[chunk];
        if ((chunks.flags[chunk] & Chunker.TEMPORAL) != 0) {
            return Fit.THING;
        }
        if ((chunks.flags[chunk] & Chunker.PRONOUN) != 0) {
            return isPerson(tagger.word(head)) ? Fit.PARTY : Fit.THING;
        }
        if ((tagger.nouns[head] & people) != 0) {
            return Fit.PARTY;
        }
        if (isOwn(tagger.word(chunks.firsts[chunk]))) {
            return Fit.THING;
        }
        Mention mention = mentions.find(sentence.first() + chunks.firsts[chunk], sentence.first() + chunks.ends[chunk]);
        if (mention == null) {
            return (chunks.flags[chunk] & Chunker.NAMED) != 0 ? Fit.OWNER : Fit.THING;
        }
        if (mention.kind() == ActorKind.OUTLET) {
            return Fit.THING;
        }
        if (mention.place() || mention.kind() == ActorKind.PLACE) {
            return Fit.PLACE;
        }
        if (mention.form() == Mention.Form.MODIFIER || mention.end() <= sentence.first() + head) {
            return own != null && own.equals(mention.code()) ? Fit.THING : Fit.OWNER;
        }
        return Fit.PARTY;
    }

    private static boolean isOwn(String word) {
        return switch (word) {
            case "its", "their", "his", "her", "our", "my" -> true;
            default -> false;
        };
    }

    private static boolean isPerson(String word) {
        return switch (word) {
            case "he", "she", "him", "her", "they", "them", "us", "me", "you" -> true;
            default -> false;
        };
    }
}
