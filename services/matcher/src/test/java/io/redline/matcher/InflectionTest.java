package io.redline.matcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InflectionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "negotiate negotiates negotiated negotiating",
                "talk talks talked talking",
                "meet meets met meeting",
                "say says said saying",
                "man men",
                "policy policies",
                "university universities",
                "line lines lined lining",
                "hope hopes hoped hoping",
                "hop hops hopped hopping",
                "plan plans planned planning",
                "plane planes",
                "agree agrees agreed agreeing",
                "deny denies denied denying",
                "die dies died dying",
                "force forces forced forcing",
                "change changes changed changing",
                "handle handles handled handling",
                "create creates created creating",
                "commit commits committed committing",
                "travel travels travelled traveling travelling",
                "discuss discusses discussed discussing",
                "house houses housed housing",
                "reach reaches reached reaching",
                "crisis crises",
                "veto vetoes vetoed vetoing",
                "use uses used using",
                "raise raises raised raising",
                "quote quotes quoted quoting",
                "play plays played playing",
                "organise organize organised organizing organises",
                "centre center centres centers",
                "defence defense",
                "missile missiles",
                "virus viruses",
            })
    void formsOfOneWordShareAKey(String forms) {
        for (String form : forms.split(" ")) {
            assertThat(Inflection.keys(form)).as(form).contains(Inflection.key(forms.split(" ")[0]));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "policy, police",
        "policies, policed",
        "university, universe",
        "universal, universe",
        "negotiation, negotiate",
        "negotiator, negotiate",
        "news, new",
        "hope, hop",
        "planing, planning",
        "plane, plan",
        "car, care",
        "unit, united",
        "units, unite",
        "evening, even",
        "king, k",
        "thing, th",
        "human, humane",
        "moral, morale",
        "hamas, hama",
        "abbas, abba",
        "during, dure",
        "customs, custom",
        "williams, william",
        "general, generate",
        "organ, organise",
        "state, status",
        "past, paste",
    })
    void differentWordsKeepApart(String one, String other) {
        assertThat(Inflection.keys(one)).doesNotContainAnyElementsOf(Inflection.keys(other));
    }

    @Test
    void ambiguousFormIsFoundByAllItsWordsAndFindsOnlyItself() {
        assertThat(Inflection.keys("left")).containsExactly("left", "leave");
        assertThat(Inflection.key("left")).isEqualTo("left");
        assertThat(Inflection.keys("leaves")).contains(Inflection.key("leaf"), Inflection.key("leave"));
        assertThat(Inflection.keys("leaving")).doesNotContain("left");
    }

    @Test
    void arabicNounIsFoundWithAndWithoutItsArticle() {
        assertThat(Inflection.keys("\u0627\u0644\u0646\u0648\u0648\u064A"))
                .containsExactly("\u0627\u0644\u0646\u0648\u0648\u064A", "\u0646\u0648\u0648\u064A");
    }
}
