package org.deviceonboarding.acl.broker;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.deviceonboarding.acl.folder.BrokerFolder;
import org.deviceonboarding.domain.broker.AclStrategy;
import org.deviceonboarding.domain.broker.BrokerId;
import org.jspecify.annotations.Nullable;

/**
 * The checked settings of the broker beside this process.
 *
 * @param host where devices find the broker
 * @param port the port of its listener for devices
 * @param admin where this process reaches the broker
 * @param strategy how its ACL is written; empty if the size of the fleet decides
 * @param proven whether a release counts only once it was seen to be in force
 */
public record BrokerSettings(
        BrokerId id,
        BrokerFolder folder,
        String host,
        int port,
        Admin admin,
        Supervision supervision,
        Optional<AclStrategy> strategy,
        boolean proven,
        URI crlUrl) {
    public static final String HERE = "localhost";
    private static final int MQTT_OVER_TLS = 8883;
    private static final int APART = 10_000;
    private static final int LAST_PORT = 65_535;

    /** Host and port of the listener that only this process uses. */
    public record Admin(String host, int port) {}

    /**
     * @param mosquitto the program on this machine, if there is one
     * @throws IllegalArgumentException naming the setting that is wrong
     */
    public static BrokerSettings of(BrokerProperties properties, Optional<Path> mosquitto) {
        String host = properties.host() == null ? HERE : properties.host();
        int port = port("port", properties.port(), MQTT_OVER_TLS);
        Supervision supervision = supervision(properties, host, mosquitto);
        boolean somewhere = properties.adminHost() != null || !(supervision instanceof Supervision.Unattended);
        return new BrokerSettings(
                id(properties.id()),
                new BrokerFolder(path("acl-file", required("acl-file", properties.aclFile()))),
                host,
                port,
                admin(properties, port),
                supervision,
                strategy(properties.aclStrategy()),
                properties.proof() == null ? somewhere : properties.proof(),
                url(required("crl-url", properties.crlUrl())));
    }

    private static Admin admin(BrokerProperties properties, int port) {
        int beside = port + APART > LAST_PORT ? port - APART : port + APART;
        return new Admin(
                properties.adminHost() == null ? HERE : properties.adminHost(),
                port("admin-port", properties.adminPort(), beside));
    }

    private static Optional<AclStrategy> strategy(@Nullable String word) {
        return switch (word) {
            case null -> Optional.empty();
            case "auto" -> Optional.empty();
            case "explicit" -> Optional.of(AclStrategy.EXPLICIT);
            case "pattern" -> Optional.of(AclStrategy.PATTERN);
            default -> throw wrong("acl-strategy", "is auto, explicit or pattern");
        };
    }

    private static Supervision supervision(BrokerProperties properties, String host, Optional<Path> mosquitto) {
        String command = properties.reloadCommand();
        String pidFile = properties.pidFile();
        if (command != null && pidFile != null) {
            throw wrong("reload-command", "and pid-file exclude each other");
        }
        boolean mindedByOthers = command != null || pidFile != null;
        if (Boolean.TRUE.equals(properties.managed())) {
            if (mindedByOthers) {
                throw wrong("managed", "is true, so reload-command and pid-file must be absent");
            }
            return new Supervision.Managed(mosquitto.orElseThrow(() ->
                    wrong("managed", "is true, but there is no mosquitto on the PATH (apt-get install mosquitto)")));
        }
        if (command != null) {
            return new Supervision.ByCommand(command);
        }
        if (pidFile != null) {
            return new Supervision.ByPidFile(path("pid-file", pidFile));
        }
        boolean free = properties.managed() == null && host.equals(HERE);
        return free && mosquitto.isPresent() ? new Supervision.Managed(mosquitto.get()) : new Supervision.Unattended();
    }

    private static BrokerId id(@Nullable String text) {
        try {
            return new BrokerId(text == null ? "mosquitto" : text);
        } catch (IllegalArgumentException e) {
            throw wrong("id", e.getMessage());
        }
    }

    private static int port(String setting, @Nullable Integer port, int otherwise) {
        if (port == null) {
            return otherwise;
        }
        if (port < 1 || port > LAST_PORT) {
            throw wrong(setting, "is 1 to 65535");
        }
        return port;
    }

    private static Path path(String setting, String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw wrong(setting, "holds a control character");
        }
        try {
            Path path = Path.of(text).toAbsolutePath().normalize();
            if (path.getFileName() == null) {
                throw wrong(setting, "names no file");
            }
            return path;
        } catch (InvalidPathException e) {
            throw wrong(setting, "is no path: " + e.getReason());
        }
    }

    private static URI url(String text) {
        try {
            URI url = URI.create(text);
            if (url.getHost() != null
                    && url.getScheme() != null
                    && Set.of("http", "https").contains(url.getScheme())) {
                return url;
            }
        } catch (IllegalArgumentException _) {
            // The message below says it better.
        }
        throw wrong("crl-url", "is an http or https URL");
    }

    private static String required(String setting, @Nullable String text) {
        if (text == null) {
            throw wrong(setting, "is missing");
        }
        return text;
    }

    private static IllegalArgumentException wrong(String setting, @Nullable String what) {
        return new IllegalArgumentException("Setting portal.broker." + setting + " " + what);
    }
}
