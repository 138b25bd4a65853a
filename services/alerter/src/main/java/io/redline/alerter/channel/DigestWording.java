package io.redline.alerter.channel;

import io.redline.schemas.Alert;
import java.util.List;

/**
 * Alerts that are told together, in words, for channels that people read.
 *
 * @param title what this is and how much of it
 * @param period from when to when
 * @param alerts those that are listed, oldest first; none when they are only counted
 * @param count how many there are in all
 */
public record DigestWording(String title, String period, List<Wording> alerts, int count) {

    /** A digest is to be read, not scrolled: the newest so many are listed, the console has all. */
    private static final int MOST_LISTED = 20;

    /** Words an event that tells several alerts together. */
    public static DigestWording of(Event event, Event.Digest digest) {
        String watch = MarkedText.oneLine(event.alert().getWatch().getName());
        String many = digest.count() == 1 ? "1 alert" : digest.count() + " alerts";
        List<Alert> all = digest.filed() ? List.of() : digest.alerts();
        List<Wording> listed = all.subList(Math.max(0, all.size() - MOST_LISTED), all.size()).stream()
                .map(Wording::ofState)
                .toList();
        return new DigestWording(
                digest.filed()
                        ? "Old news: " + many + " filed, not told, of " + watch
                        : "Digest: " + many + " of " + watch,
                Wording.time(digest.from()) + " to " + Wording.time(digest.to()),
                listed,
                digest.count());
    }

    /** What stands below a list of so many: how many are not in it, and where they are; empty when all are. */
    public String rest(int listed) {
        return listed == count ? "" : count - listed + (listed == 0 ? "" : " more") + " in the console.";
    }
}
