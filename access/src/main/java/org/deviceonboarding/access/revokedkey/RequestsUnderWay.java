package org.deviceonboarding.access.revokedkey;

import java.util.Set;

/** A kind of request that goes on after its answer, such as a job. */
public interface RequestsUnderWay {
    /**
     * Ends those of revoked keys that would give access. What takes access away goes on.
     *
     * @return what goes on, in words
     */
    Set<String> stopThoseOfRevokedKeys();
}
