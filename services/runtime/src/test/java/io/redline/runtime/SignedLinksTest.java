package io.redline.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

class SignedLinksTest {

    private static final String KEY = "the-key-of-the-harbour-pilots-001";
    private static final String NEXT_KEY = "the-key-of-the-harbour-pilots-002";
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final LinkClaim CLAIM = new LinkClaim(
            LinkClaim.Act.ACK,
            "harbour-talks",
            "alert-0123456789abcdef0123456789abcdef",
            "email:desk@example.org",
            "desk@example.org",
            NOON.plus(SignedLinks.LIFETIME));
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private final SignedLinks links = links(KEY, "https://redline.example.org/desk/");

    @Example
    void aLinkPointsToTheConsoleAndItsTokenStaysShort() {
        assertThat(links.link(CLAIM).toString())
                .startsWith("https://redline.example.org/desk/act/")
                .matches("[A-Za-z0-9:/._-]+")
                .hasSizeLessThan(300);
    }

    @Property(tries = 200)
    void whatWasSignedIsWhatIsRead(
            @ForAll LinkClaim.Act act,
            @ForAll @StringLength(max = 200) String watch,
            @ForAll @StringLength(max = 200) String alert,
            @ForAll @StringLength(max = 200) String route,
            @ForAll @IntRange(min = 1) int seconds) {
        LinkClaim claim = new LinkClaim(act, watch, alert, route, "", NOON.plusSeconds(seconds));
        assertThat(links.verify(token(links, claim), NOON)).isEqualTo(new LinkVerdict.Valid(claim));
    }

    @Property
    void aTokenWithAnyCharacterChangedIsForged(
            @ForAll @IntRange(max = 10_000) int place, @ForAll @IntRange(min = 1, max = 63) int by) {
        StringBuilder token = new StringBuilder(token(links, CLAIM));
        int at = place % token.length();
        int letter = ALPHABET.indexOf(token.charAt(at));
        token.setCharAt(at, ALPHABET.charAt((letter + by) % ALPHABET.length()));
        assertThat(links.verify(token.toString(), NOON)).isEqualTo(new LinkVerdict.Forged());
    }

    @Property(tries = 200)
    void aTokenThatIsCutOrGoesOnIsForged(
            @ForAll @IntRange(max = 10_000) int place, @ForAll @StringLength(min = 1, max = 8) String tail) {
        String token = token(links, CLAIM);
        assertThat(links.verify(token.substring(0, place % token.length()), NOON))
                .isEqualTo(new LinkVerdict.Forged());
        assertThat(links.verify(token + tail, NOON)).isEqualTo(new LinkVerdict.Forged());
    }

    @Property(tries = 200)
    void noTextIsAToken(@ForAll String text) {
        assertThat(links.verify(text, NOON)).isEqualTo(new LinkVerdict.Forged());
    }

    @Example
    void anEndlessTextIsNoToken() {
        assertThat(links.verify("A".repeat(1_000_000), NOON)).isEqualTo(new LinkVerdict.Forged());
    }

    @Example
    void aLinkExpiresToTheSecond() {
        String token = token(links, CLAIM);
        assertThat(links.verify(token, CLAIM.expires().minusMillis(1))).isEqualTo(new LinkVerdict.Valid(CLAIM));
        assertThat(links.verify(token, CLAIM.expires())).isEqualTo(new LinkVerdict.Expired(CLAIM));
    }

    @Example
    void partsOfAClaimCannotBeShiftedIntoEachOther() {
        LinkClaim one = new LinkClaim(LinkClaim.Act.ACK, "ab", "c", "", "", NOON);
        LinkClaim other = new LinkClaim(LinkClaim.Act.ACK, "a", "bc", "", "", NOON);
        assertThat(token(links, one)).isNotEqualTo(token(links, other));
    }

    @Example
    void duringAKeyChangeOldLinksAreGoodAndNewOnesAreSignedWithTheNewKey() {
        SignedLinks both = links(NEXT_KEY + "," + KEY, "https://redline.example.org");
        SignedLinks next = links(NEXT_KEY, "https://redline.example.org");
        assertThat(both.verify(token(links, CLAIM), NOON)).isInstanceOf(LinkVerdict.Valid.class);
        assertThat(next.verify(token(both, CLAIM), NOON)).isInstanceOf(LinkVerdict.Valid.class);
        assertThat(next.verify(token(links, CLAIM), NOON)).isEqualTo(new LinkVerdict.Forged());
    }

    @Example
    void withoutAKeyThereAreNoLinksAndAShortOneIsRefusedAndNotShown() {
        assertThat(SignedLinks.of(Settings.of(Map.of()))).isEmpty();
        assertThatThrownBy(() -> SignedLinks.of(Settings.of(Map.of("REDLINE_LINK_KEY", KEY + ",short"))))
                .isInstanceOf(WrongSettingException.class)
                .hasMessageContaining("(hidden)")
                .hasMessageNotContaining("short");
    }

    private static SignedLinks links(String keys, String url) {
        return SignedLinks.of(Settings.of(Map.of("REDLINE_LINK_KEY", keys, "REDLINE_PUBLIC_URL", url)))
                .orElseThrow();
    }

    private static String token(SignedLinks links, LinkClaim claim) {
        String link = links.link(claim).toString();
        return link.substring(link.lastIndexOf('/') + 1);
    }
}
