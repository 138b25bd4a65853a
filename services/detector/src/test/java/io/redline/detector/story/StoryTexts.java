package io.redline.detector.story;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/** Articles on made-up events, and what other outlets make of them. */
final class StoryTexts {

    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    /** An article without its time. */
    record Text(String source, String language, String headline, String body) {

        StorySignature signature() {
            return StorySigner.sign(source, language, headline, null, body);
        }

        Text from(String outlet) {
            return new Text(outlet, language, headline, body);
        }

        Text headed(String other) {
            return new Text(source, language, other, body);
        }

        Text in(String otherLanguage) {
            return new Text(source, otherLanguage, headline, body);
        }

        /** Only the first paragraphs. */
        Text cutTo(int paragraphs) {
            String[] all = body.split("\n\n");
            return new Text(source, language, headline, String.join("\n\n", Arrays.copyOf(all, paragraphs)));
        }

        /** Another first paragraph in place of its own. */
        Text openedWith(String paragraph) {
            return new Text(source, language, headline, paragraph + body.substring(body.indexOf("\n\n")));
        }

        Text endedWith(String paragraph) {
            return new Text(source, language, headline, body + "\n\n" + paragraph);
        }
    }

    static final Text FERRY_WIRE =
            new Text("Reuters", "en", "Ferry with 212 aboard runs aground off Lindholm, all rescued", """
            HAVNSUND, March 2 (Reuters) - A car ferry carrying 212 people ran aground on rocks off the island of Lindholm in thick fog on Monday, and all of those aboard were brought to safety, the coastguard said.

            The Solveig Star was on its morning crossing from Havnsund when it struck a reef two kilometres from harbour, tearing a hole below the waterline, coastguard captain Arne Tveit told reporters.

            Fishing boats reached the ship within twenty minutes and took most passengers off before helicopters arrived. Eleven people were treated for cold and bruises, the regional hospital said.

            The ferry's owner, Nordled Lines, said the master had reported a failure of the steering gear minutes before the grounding. The company suspended its two sister ships until they had been inspected.

            Environment officials laid booms around the wreck after a thin film of diesel was seen drifting towards a bird sanctuary. The transport ministry opened an inquiry and sent divers to look at the hull.""");

    static final Text FERRY_INDEPENDENT =
            new Text("Harbour Post", "en", "Passengers plucked from stricken Lindholm ferry", """
            Everyone on board the Solveig Star is safe after the ferry hit a reef near Lindholm on Monday morning, with local fishermen hailed as heroes for pulling families off its tilting car deck.

            "We heard a bang and then the alarm," said Marit Holm, who was travelling with her two sons. "The boats were around us before we had our life jackets on."

            Captain Arne Tveit of the coastguard said visibility had been below a hundred metres. Eleven of the 212 people needed treatment, none of them seriously hurt.

            Investigators want to know why the steering gear of the Nordled Lines vessel failed on the Havnsund crossing, and whether diesel leaking from the hull will reach the bird sanctuary.""");

    static final Text FERRY_STRIKE = new Text("Reuters", "en", "Nordled Lines crews vote to strike over rosters", """
            HAVNSUND, March 3 (Reuters) - Seafarers at Nordled Lines voted on Tuesday to walk out from Friday in a dispute over rosters and night pay, their union said, threatening traffic to forty islands during the school holidays.

            Ninety-one percent of members backed the strike, union leader Petra Vik said, after wage talks broke down last week. She accused management of cutting rest hours to save money.

            The company called the vote disproportionate and offered to return to mediation. It said about a third of sailings could run with supervisors and hired crews.

            Shops on the outer islands began to stock flour and fuel, and the farmers' association asked for milk to be given priority.""");

    static final Text MINISTER_FIRST_SPELLING = new Text(
            "Example Wire", "en", "Karuzan minister says pipeline talks can resume, rules out transit fee", """
            Karuzan's foreign minister Dmytro Khalilov said on Monday his country was ready to resume talks on the Belar pipeline but would never put its transit fee on the table.

            Speaking in Ostrava after meeting his Czech counterpart, Khalilov said negotiations could not take place under threats. No meeting was planned, he added.

            Vestria has cut pumping through the pipeline by half since January and wants the fee abolished.""");

    static final Text MINISTER_SECOND_SPELLING =
            new Text("Morning Ledger", "en", "Fee on Belar pipeline is not negotiable, Karuzan tells Vestria", """
            The transit fee that Karuzan charges on the Belar pipeline will "never" be negotiable, foreign minister Dmitri Chalilow declared during a visit to Ostrava, even as he held out a hand to Vestria.

            Chalilow said Karuzan would come to talks "tomorrow" if they were held without threats, but that nothing had been arranged.

            The quarrel has halved the flow of oil since the start of the year.""");

    static final Text COUNCIL_BUDGET =
            new Text("Harbour Post", "en", "Council passes budget with money for two new schools", """
            The city council adopted next year's budget late on Monday, setting aside forty million for two primary schools in the eastern suburbs and a tram depot.

            Opposition members voted against it, saying property taxes would rise by six percent.""");

    private StoryTexts() {}

    static Instant after(int hours) {
        return NOON.plus(Duration.ofHours(hours));
    }
}
