package org.deviceonboarding.audit.ledger;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the ledger is kept.
 *
 * @param origin names the log in its checkpoints; empty: made of the public URL
 * @param publicUrl where people find the portal
 * @param lastSeen the file that holds the newest checkpoint seen
 * @param interval between two looks at the log while it grows; five times as long while it does not
 * @param checkpointInterval between two checkpoints, if there are new entries
 * @param patrolInterval between two stretches of the log that are read again
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

    /** The name that a new ledger gets; one that is there keeps its own. */
    public String name() {
        return origin.isEmpty() ? derived(publicUrl) : origin;
    }

    // Like a URL without its scheme, as c2sp.org/tlog-checkpoint asks for.
    private static String derived(URI url) {
        String path = url.getRawPath() == null ? "" : url.getRawPath().replaceFirst("/+$", "");
        return url.getRawAuthority() + path + "/ledger";
    }
}
