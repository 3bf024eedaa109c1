package org.deviceonboarding.audit.ledger;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the ledger.
 *
 * @param origin the log's name in checkpoints; empty: derived from the public URL
 * @param publicUrl the portal's address
 * @param lastSeen the file with the newest checkpoint that this process has seen
 * @param interval the time between two reads of the log while it grows; five times as long while it does not
 * @param checkpointInterval the time between two checkpoints, if there are new entries
 * @param patrolInterval the time between two sections of the log that are read again
 */
@ConfigurationProperties("portal.ledger")
public record LedgerProperties(
        @DefaultValue("") String origin,
        URI publicUrl,
        Path lastSeen,
        @DefaultValue("1s") Duration interval,
        @DefaultValue("1m") Duration checkpointInterval,
        @DefaultValue("10s") Duration patrolInterval) {
    // What c2sp.org/signed-note lets a key be called, without what nobody can read.
    private static final Pattern NAME = Pattern.compile("[!-~&&[^+]]{1,128}");

    public LedgerProperties {
        if (!origin.isEmpty() && !NAME.matcher(origin).matches()) {
            throw new IllegalArgumentException(
                    "LEDGER_ORIGIN has up to 128 characters of ASCII, neither a space nor a plus among them");
        }
        if (origin.isEmpty()
                && (publicUrl.getRawAuthority() == null
                        || !NAME.matcher(derived(publicUrl)).matches())) {
            throw new IllegalArgumentException("PUBLIC_URL makes no name for the ledger: set LEDGER_ORIGIN");
        }
    }

    /** The name of a new ledger; an existing ledger keeps its name. */
    public String name() {
        return origin.isEmpty() ? derived(publicUrl) : origin;
    }

    // Like a URL without its scheme, as c2sp.org/tlog-checkpoint asks for.
    private static String derived(URI url) {
        String path = url.getRawPath() == null ? "" : url.getRawPath().replaceFirst("/+$", "");
        return url.getRawAuthority() + path + "/ledger";
    }
}
