package io.redline.matcher;

import java.util.List;

/** Common English words in news, roughly by how many articles hold them. */
enum CommonWords {
    GRAMMAR(800, """
            the of and to in a an for on at by with from as is are was be been it that this which who has have had not
            will would its their he his they said after but
            """),
    FREQUENT(350, """
            more also over about into out up than one two three first last new year years when where there were i you she
            her we our us other some all could can may most many if because between while under against during before
            since through two week day month time people state government country president minister year say told
            official report
            """),
    USUAL(120, """
            talk war deal agreement meeting leader party court police military force security defense foreign election
            vote law market bank company trade price oil economy economic growth rate percent million billion dollar
            attack strike sanction nuclear missile ceasefire peace negotiate negotiation crisis world national
            international public house senate congress parliament union group city north south east west president prime
            home work plan call make take give get go see come know think want need show use find tell ask become leave
            put mean keep let begin seem help turn start might move live believe hold bring happen write provide sit
            stand lose pay meet include continue set learn change lead understand watch follow stop create speak read
            allow add spend grow open walk win offer remember love consider appear buy wait serve die send expect build
            stay fall cut reach kill remain suggest raise pass sell require decide pull support threat threaten warn
            reject demand statement spokesman conference press chief member former top major policy power health child
            woman man family school student life case issue question number part place right high big small large long
            early late good great old young next own same different early local federal political social financial
            american america china chinese russia russian ukraine europe european britain british germany france iran
            israel washington london trump biden friday monday tuesday wednesday thursday saturday sunday january
            february march april june july august september october november december news agency reuters
            """);

    private final int articlesInThousand;
    private final List<String> words;

    CommonWords(int articlesInThousand, String words) {
        this.articlesInThousand = articlesInThousand;
        this.words = List.of(words.strip().split("\\s+"));
    }

    /** Of a thousand articles, how many hold one of these words. */
    int articlesInThousand() {
        return articlesInThousand;
    }

    List<String> words() {
        return words;
    }
}
