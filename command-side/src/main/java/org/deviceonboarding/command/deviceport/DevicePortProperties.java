package org.deviceonboarding.command.deviceport;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The port for devices.
 *
 * @param port 0 for any that is free; {@code off}: there is none
 * @param hosts under which devices find it, beside that of the public URL and {@code localhost}
 * @param keyStore where its key is kept, with its certificate
 */
@ConfigurationProperties("portal.device-port")
record DevicePortProperties(@DefaultValue("off") String port, List<String> hosts, URI publicUrl, Path keyStore) {
    private static final List<String> ON_THE_SPOT = List.of("localhost", "127.0.0.1", "::1");
    private static final int HIGHEST = 65_535;

    DevicePortProperties {
        hosts = hosts == null ? List.of() : List.copyOf(hosts);
        if (!port.equals("off") && (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > HIGHEST)) {
            throw new IllegalArgumentException("DEVICE_PORT is a port, or off");
        }
    }

    int number() {
        return Integer.parseInt(port);
    }

    List<String> names() {
        Set<String> names = new LinkedHashSet<>();
        Optional.ofNullable(publicUrl.getHost())
                .map(host -> host.replaceAll("[\\[\\]]", "").toLowerCase(Locale.ROOT))
                .ifPresent(names::add);
        hosts.stream().filter(host -> !host.isBlank()).map(String::strip).forEach(names::add);
        names.addAll(ON_THE_SPOT);
        return List.copyOf(names);
    }
}
