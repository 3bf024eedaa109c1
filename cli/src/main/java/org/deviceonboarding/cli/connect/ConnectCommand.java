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

/** Connects to a broker as a device. */
@Command(
        name = "connect",
        mixinStandardHelpOptions = true,
        description = {
            "Connects to the broker as a device, with its certificate. Subscribes to its topics and prints messages.",
            "If the broker refuses the device or ends the session, prints the reason and ends with exit code 7.",
            "A device has one session at a time: this session ends the session of the real device."
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

    @Parameters(paramLabel = "DIR", description = "The folder with the device's unpacked credentials.")
    private Path folder;

    @Option(
            names = "--publish",
            paramLabel = "TOPIC=MESSAGE",
            description = "Publish this message once, instead of heartbeats. May be repeated.")
    private Map<String, String> messages = new LinkedHashMap<>();

    @Option(
            names = "--subscribe",
            paramLabel = "FILTER",
            description = "Subscribe to this topic filter instead of the device's topics. May be repeated.")
    private List<String> filters = List.of();

    @Option(
            names = "--every",
            paramLabel = "TIME",
            converter = TimeSpan.class,
            description = "The time between heartbeats (default: 5s).")
    private Duration every = Duration.ofSeconds(5);

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = TimeSpan.class,
            description = "Disconnect after this time, such as 30s or 5m (default: at Ctrl-C).")
    private @Nullable Duration span;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "Connect to this host instead of the one in mqtt.json.")
    private @Nullable String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Connect to this port instead of the one in mqtt.json.")
    private @Nullable Integer port;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "The private key (PKCS#8 PEM) of a device that made its own key.")
    private @Nullable Path key;

    @Option(names = "--reconnect", description = "Connect again after the connection ends.")
    private boolean reconnect;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (every.isZero()) {
            throw new ParameterException(spec.commandLine(), "--every must be at least 1s");
        }
        CredentialsFolder read = CredentialsFolder.read(folder, key);
        CredentialsFolder device = new CredentialsFolder(
                host == null ? read.host() : host,
                port == null ? read.port() : port,
                read.clientId(),
                filters.isEmpty() ? read.topics() : filters,
                read.chain(),
                read.tls());
        ConnectionLog log = new ConnectionLog(spec.commandLine().getOut(), output.format());
        return new RunningDevice(device, log, reconnect).run(messages, every, span);
    }
}
