package org.deviceonboarding.access.key;

import java.util.Set;

/** Knows who made the key that an actor calls with. */
public interface KeyMakers {
    /**
     * The owners of all who had a part in it: of the key that made this one, of the one that made that, and so on.
     *
     * @return none for an actor that is no key
     */
    Set<String> ownersAbove(String actor);
}
