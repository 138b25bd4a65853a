package io.redline.local;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line. Exit codes: 0 fine, 1 the work failed, 2 wrong usage; an error is one plain sentence on stderr, with
 * the stack trace only under {@code --verbose}.
 */
@Command(
        name = "redline",
        description = "Streaming news alerts for desks.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            PublishCommand.class,
            WatchCommand.class,
            ExplainCommand.class,
            TailCommand.class,
            TokenCommand.class,
            AnalyzeCommand.class,
            EvaluateCommand.class,
            BenchCommand.class,
            WarmUpCommand.class
        },
        footer = {"", "Run 'redline COMMAND --help' for what a command does. Start with: redline demo"})
public final class RedlineMain implements Runnable {

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Say more: log messages, and stack traces of errors.")
    private boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    private boolean help;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    RedlineMain() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        LogSettings.forCommand(Arrays.asList(arguments).contains("--verbose"));
        System.exit(commandLine().execute(arguments));
    }

    /** The command line, ready to execute; it writes UTF-8 whatever the terminal's locale. */
    static CommandLine commandLine() {
        return new CommandLine(new RedlineMain())
                .setOut(utf8(System.out))
                .setErr(utf8(System.err))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Integer.class, text -> wholeNumber(text, Integer::valueOf))
                .registerConverter(long.class, text -> wholeNumber(text, Long::valueOf))
                .setParameterExceptionHandler(RedlineMain::onWrongUsage)
                .setExecutionExceptionHandler(RedlineMain::onFault);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing");
    }

    /** True when log messages and stack traces are wanted. */
    boolean verbose() {
        return verbose;
    }

    private static PrintWriter utf8(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    private static int onWrongUsage(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        command.getErr().println(sentence(saidPlainly(wrong)));
        command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return CommandLine.ExitCode.USAGE;
    }

    /** Picocli counts unexpected words; people want to know which it was. */
    private static String saidPlainly(ParameterException wrong) {
        if (wrong instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            String word = unmatched.getUnmatched().get(0);
            return wrong.getCommandLine().getSubcommands().isEmpty()
                    ? "\"" + word + "\" means nothing here"
                    : "There is no command \"" + word + "\"";
        }
        return String.valueOf(wrong.getMessage());
    }

    private static <T> T wholeNumber(String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (NumberFormatException wrong) {
            throw new TypeConversionException("\"" + text + "\" should be a whole number");
        }
    }

    private static int onFault(Exception fault, CommandLine command, ParseResult parsed) {
        RedlineMain root = (RedlineMain) command.getCommandSpec().root().userObject();
        if (root.verbose) {
            fault.printStackTrace(command.getErr());
        }
        command.getErr().println(sentence(fault.getMessage() == null ? fault.toString() : fault.getMessage()));
        return fault instanceof io.redline.runtime.WrongSettingException
                ? CommandLine.ExitCode.USAGE
                : CommandLine.ExitCode.SOFTWARE;
    }

    private static String sentence(String message) {
        String line = message.strip().replaceAll("\\s+", " ");
        return line.endsWith(".") || line.endsWith("?") || line.endsWith("!") ? line : line + ".";
    }
}
