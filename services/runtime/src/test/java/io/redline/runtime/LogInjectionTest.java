package io.redline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever an article's id or a fault's message holds, a message stays one line and leaves the terminal alone. */
class LogInjectionTest {

    private static final String HOSTILE =
            "a\r\n12:00:00.000 ERROR Forged - \u001b[2Jcleared\u009b31m\u2028next\u0085next\u0000\u0007end";

    /** A terminal obeys those of ISO 8859 too; JSON keeps them, for a collector. */
    @ParameterizedTest
    @CsvSource({"/logback.xml, 160", "/logback-json.xml, 32"})
    void aMessageStaysOneLineWithoutControlCharacters(String configuration, int below) throws Exception {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Objects.requireNonNull(LogInjectionTest.class.getResource(configuration)));
        var logger = context.getLogger("ROOT");
        var appender = (ConsoleAppender<ILoggingEvent>) logger.getAppender("stderr");
        Exception fault =
                new IllegalStateException("fault " + HOSTILE, new IllegalArgumentException("cause " + HOSTILE));
        LoggingEvent event = new LoggingEvent(
                LogInjectionTest.class.getName(), logger, Level.WARN, "Article {} is odd", fault, new Object[] {HOSTILE
                });

        String line = new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);

        assertThat(line).endsWith("\n").contains("Forged", "cleared", "end", "fault a", "cause a");
        assertThat(line.substring(0, line.length() - 1).chars())
                .noneMatch(character -> Character.isISOControl(character) && character < below);
        assertThat(line.lines()).hasSize(1);
        context.stop();
    }
}
