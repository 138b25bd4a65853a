package io.redline.local;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As for the services: whatever somebody sends us, a message stays one line, the fault behind it included. */
class LogInjectionTest {

    private static final String HOSTILE =
            "a\r\n12:00:00.000 ERROR Forged - \u001b[2Jcleared\u2028next\u0085next\u0000end";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"/logback-command.xml, stderr", "/logback-system.xml, stderr", "/logback-system.xml, file"})
    void aMessageAndItsFaultStayOneLine(String configuration, String place) throws Exception {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        context.putProperty("redline.log.file", directory.resolve("redline.log").toString());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Objects.requireNonNull(LogInjectionTest.class.getResource(configuration)));
        var logger = context.getLogger("ROOT");
        var appender = (OutputStreamAppender<ILoggingEvent>) logger.getAppender(place);
        Exception fault =
                new IllegalStateException("fault " + HOSTILE, new IllegalArgumentException("cause " + HOSTILE));

        assertThat(line(appender, logger, fault)).contains("odd a 12:00", "IllegalStateException: fault a", "cause a");
        assertThat(line(appender, logger, null)).endsWith("next next end");
        context.stop();
    }

    private static String line(OutputStreamAppender<ILoggingEvent> appender, Logger logger, @Nullable Exception fault) {
        LoggingEvent event = new LoggingEvent(
                LogInjectionTest.class.getName(), logger, Level.WARN, "This is odd {}", fault, new Object[] {HOSTILE});
        String line = new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
        String text = line.substring(0, line.length() - 1);
        assertThat(line).endsWith("\n");
        assertThat(text.chars()).noneMatch(Character::isISOControl);
        assertThat(text.lines()).hasSize(1);
        return text;
    }
}
