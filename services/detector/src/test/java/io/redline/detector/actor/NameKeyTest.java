package io.redline.detector.actor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameKeyTest {

    @ParameterizedTest
    @CsvSource({
        "Araqchi, Araghchi",
        "Erdogan, Erdoğan",
        "Zelensky, Zelenskyy",
        "Zelensky, Zelenskiy",
        "Mohammed, Muhammad",
        "Mohammed, Mohamed",
        "Qaddafi, Gaddafi",
        "Gaddafi, Gadhafi",
        "Khosravi, Khosrawi",
        "Qalibaf, Ghalibaf",
        "Lukashenko, Lukashenka",
        "Yeltsin, Jeltsin",
        "Çavuşoğlu, Cavusoglu",
        "Hussein, Hossein",
        "Sergei Lavrov, Sergey Lavrov",
        "Guaidó, Guaido"
    })
    void spellingsOfOneNameHaveOneKey(String one, String other) {
        assertThat(NameKey.of(one)).isEqualTo(NameKey.of(other));
    }

    @ParameterizedTest
    @CsvSource({"Putin, Patten", "Khan, Kuhn", "Xi, Li", "Merz, Mertens", "Rama, Rhee", "Biden, Baden"})
    void differentNamesHaveDifferentKeys(String one, String other) {
        assertThat(NameKey.of(one)).isNotEqualTo(NameKey.of(other));
    }

    @Test
    void foldingKeepsPlainWordsAsTheyAre() {
        String word = "tehran";
        assertThat(NameKey.fold(word)).isSameAs(word);
        assertThat(NameKey.fold("Łódź Straße İzmir")).isEqualTo("lodz strasse izmir");
    }
}
