package org.deviceonboarding.cli.connect;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.deviceonboarding.cli.output.OutputOptions;
import org.deviceonboarding.cli.output.TimeSpan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a device. */
@Command(
        name = "connect",
        mixinStandardHelpOptions = true,
        description = {
            "Connects as a device: over TLS with its certificate, subscribes to its topics, and prints what comes.",
            "It says why if the broker turns it away or ends the session; the exit code is 7 then.",
            "A device has one session at a time: this one ends the device's own."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  onboard device connect pump-7                        # a heartbeat every 5 s, until Ctrl-C",
            "  onboard device connect pump-7 --for 30s",
            "  onboard device connect pump-7 --for 2s --publish devices/ID/temperature=21.5"
        })
final class ConnectCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output;

    @Parameters(paramLabel = "DIR", description = "The unpacked credentials.")
    private Path folder;

    @Option(
            names = "--publish",
            paramLabel = "TOPIC=MESSAGE",
            description = "Publish that once, instead of heartbeats. May be repeated.")
    private Map<String, String> messages = new LinkedHashMap<>();

    @Option(
            names = "--subscribe",
            paramLabel = "FILTER",
            description = "Instead of the device's topics. May be repeated.")
    private List<String> filters = List.of();

    @Option(
            names = "--every",
            paramLabel = "TIME",
            converter = TimeSpan.class,
            description = "Between heartbeats (default: 5s).")
    private Duration every = Duration.ofSeconds(5);

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = TimeSpan.class,
            description = "End after that (30s, 5m; default: at Ctrl-C).")
    private @Nullable Duration span;

    @Option(names = "--host", paramLabel = "HOST", description = "Another host than mqtt.json says.")
    private @Nullable String host;

    @Option(names = "--port", paramLabel = "PORT", description = "Another port than mqtt.json says.")
    private @Nullable Integer port;

    @Option(names = "--key", paramLabel = "FILE", description = "The key (PKCS#8 PEM), of a device that made its own.")
    private @Nullable Path key;

    @Option(names = "--reconnect", description = "Connect again when the connection ends.")
    private boolean reconnect;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (every.isZero()) {
            throw new ParameterException(spec.commandLine(), "--every is at least 1s");
        }
        CredentialsFolder read = CredentialsFolder.read(folder, key);
        CredentialsFolder device = new CredentialsFolder(
                host == null ? read.host() : host,
                port == null ? read.port() : port,
                read.clientId(),
                filters.isEmpty() ? read.topics() : filters,
                read.chain(),
                read.tls());
        Diary diary = new Diary(spec.commandLine().getOut(), output.format());
        return new RunningDevice(device, diary, reconnect).run(messages, every, span);
    }
}
