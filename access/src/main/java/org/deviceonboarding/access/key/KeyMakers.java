package org.deviceonboarding.access.key;

import java.util.Set;

/** Tells who made an actor's API key. */
public interface KeyMakers {
    /**
     * The owners of all who had a part in it: of the key that made this one, of the one that made that, and so on.
     *
     * @return none for an actor that is no key
     */
    Set<String> ownersAbove(String actor);
}
