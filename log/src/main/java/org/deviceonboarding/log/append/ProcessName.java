package org.deviceonboarding.log.append;

import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The name of this process among those that share the log. It names the owner of leases and the sender of notifications. The
 * random part keeps names apart, because containers share pids and may share host names. Two processes of one name would own
 * each other's leases.
 */
public record ProcessName(String value) {
    public static ProcessName random(SecureRandom random) {
        byte[] unique = new byte[8];
        random.nextBytes(unique);
        return new ProcessName(ManagementFactory.getRuntimeMXBean().getName() + "/"
                + HexFormat.of().formatHex(unique));
    }
}
