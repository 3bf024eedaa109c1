package org.deviceonboarding.access.revokedkey;

import java.util.Set;

/** Requests of some kind that take longer than a call. */
public interface RequestsUnderWay {
    /**
     * Ends those of revoked keys that would give access. What takes access away goes on.
     *
     * @return what goes on, in words
     */
    Set<String> stopThoseOfRevokedKeys();
}
