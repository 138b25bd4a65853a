package io.redline.detector.source;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Ways in which sources send, for simulations: the same seed gives the same times. */
enum MadeUpSource {

    /** Day and night, fewer at night and on weekends, at random. */
    WIRE {
        @Override
        int inMinute(ZonedDateTime minute, Random random) {
            double anHour = (isDay(minute) ? 6 : 1) * (isWeekend(minute) ? 0.4 : 1);
            return random.nextDouble() < anHour / 60 ? 1 : 0;
        }
    },

    /** From nine to five on weekdays. */
    OFFICE {
        @Override
        int inMinute(ZonedDateTime minute, Random random) {
            boolean open = !isWeekend(minute) && minute.getHour() >= 9 && minute.getHour() < 17;
            return open && random.nextDouble() < 2.0 / 60 ? 1 : 0;
        }
    },

    /** A feed that is asked every quarter of an hour. */
    POLLED {
        @Override
        int inMinute(ZonedDateTime minute, Random random) {
            int found = 0;
            for (int i = 0; minute.getMinute() % 15 == 0 && i < 15; i++) {
                found += WIRE.inMinute(minute, random);
            }
            return found;
        }
    },

    /** Three a day, whenever. */
    SLOW {
        @Override
        int inMinute(ZonedDateTime minute, Random random) {
            return random.nextDouble() < 3.0 / (24 * 60) ? 1 : 0;
        }
    },

    /** On the hour. */
    REGULAR {
        @Override
        int inMinute(ZonedDateTime minute, Random random) {
            return minute.getMinute() == 0 ? 1 : 0;
        }
    },

    /** Nothing for hours, then half a dozen at once. */
    IN_BURSTS {
        @Override
        int inMinute(ZonedDateTime minute, Random random) {
            return random.nextDouble() < 4.0 / (24 * 60) ? 1 + random.nextInt(10) : 0;
        }
    };

    /** How many articles come in a minute. */
    abstract int inMinute(ZonedDateTime minute, Random random);

    /** When articles come, from a moment on. */
    List<Instant> times(Instant from, Duration during, long seed) {
        Random random = new Random(seed);
        List<Instant> times = new ArrayList<>();
        for (long minute = 0; minute < during.toMinutes(); minute++) {
            Instant at = from.plus(Duration.ofMinutes(minute));
            int count = inMinute(at.atZone(ZoneOffset.UTC), random);
            for (int i = 0; i < count; i++) {
                times.add(at);
            }
        }
        return times;
    }

    private static boolean isDay(ZonedDateTime minute) {
        return minute.getHour() >= 6 && minute.getHour() < 21;
    }

    private static boolean isWeekend(ZonedDateTime minute) {
        return minute.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
    }
}
