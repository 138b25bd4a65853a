package io.redline.detector.stance;

import java.util.HashMap;
import java.util.Map;

/** The closed classes of English: the words that hold sentences together. */
final class FunctionWords {

    private FunctionWords() {}

    /** Each function word with the tags of {@link Lexeme} it can have. */
    static Map<String, Integer> all() {
        Map<String, Integer> words = new HashMap<>();
        put(
                words,
                Lexeme.DETERMINER,
                "the a an this these those some any no every each either neither both all several many few most another such half much more less fewer other own same");
        put(words, Lexeme.DETERMINER | Lexeme.POSSESSIVE, "his her its their our my your whose");
        put(words, Lexeme.POSSESSIVE, "'s");
        put(
                words,
                Lexeme.PRONOUN,
                "he she it they we i you him them us me himself herself itself themselves nobody everyone everybody anyone anybody someone somebody nothing everything something none others");
        put(
                words,
                Lexeme.PREPOSITION,
                "in on at by for from with of against into onto upon over under about between among amid amidst across during without within towards toward through throughout near despite following behind beyond regarding concerning including inside outside per versus via alongside along around beside besides except like unlike off up down out above below past plus amongst aboard atop ahead because-of pending");
        put(words, Lexeme.PREPOSITION | Lexeme.SUBORDINATOR, "after before since until till as");
        put(
                words,
                Lexeme.SUBORDINATOR,
                "if unless while when whenever whereas because although though whether once lest where why how so than");
        put(words, Lexeme.RELATIVE, "who which whom that what");
        put(words, Lexeme.AND, "and or but nor & yet");
        put(words, Lexeme.MODAL, "will would shall should can could may might must cannot 'd");
        put(words, Lexeme.BE, "be is are was were been being am");
        put(words, Lexeme.HAVE, "have has had having");
        put(words, Lexeme.DO, "do does did");
        put(words, Lexeme.NOT, "not never n't");
        put(words, Lexeme.TO, "to");
        put(
                words,
                Lexeme.ADVERB,
                "also again already still now then here there just only even ever yet however therefore meanwhile instead soon later earlier once twice together apart away back forward abroad home too very quite rather almost nearly so perhaps maybe moreover furthermore nonetheless nevertheless thus hence often always sometimes seldom far further well reportedly no-longer longer hard once overnight alone aside");
        put(
                words,
                Lexeme.TIME | Lexeme.NOUN,
                "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec today yesterday tomorrow tonight week weeks month months year years day days hour hours minute minutes morning afternoon evening night weekend weekends decade decades century spring summer autumn winter midnight noon");
        put(
                words,
                Lexeme.ADJECTIVE,
                "new old former senior top key major big large small high low last next recent first second third early late long short current joint military political economic foreign nuclear humanitarian international national local federal civil public private unilateral bilateral multilateral immediate full total deadly heavy severe strong tough fresh further additional urgent final good bad great main chief deputy prime special general ready willing prepared open keen able unable likely unlikely due set eager reluctant unwilling hostile peaceful democratic armed anti pro ex provisional temporary permanent provisional formal official informal direct indirect violent mass massive huge widespread ongoing alleged suspected illegal legal unacceptable concerned worried skeptical sceptical pessimistic optimistic hopeful confident sad non-negotiable nonnegotiable free safe possible impossible vital important necessary essential crucial critical constructive useful frank candid fruitful productive cordial fair equal mutual certain clear firm different separate several dead alive alert serious global regional domestic diplomatic financial commercial industrial strategic naval aerial conventional covert secret open");
        put(
                words,
                Lexeme.NOUN,
                "people government minister president official officials police court authorities party parliament group leader leaders country state states union company workers teachers students rebels forces spokesman spokeswoman spokesperson ministry department percent per cent million billion trillion thousand hundred dozens hundreds thousands men women children military alert official opposition public regime general elite chief head judge judges lawmakers senators residents activists militants side sides number killed-in");
        return words;
    }

    private static void put(Map<String, Integer> words, int tags, String list) {
        for (String word : list.strip().split("\\s+")) {
            words.merge(word, tags, (a, b) -> a | b);
        }
    }
}
