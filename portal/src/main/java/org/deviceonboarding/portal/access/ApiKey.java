package org.deviceonboarding.portal.access;

import java.util.Set;

/**
 * A caller's key, as far as we know it.
 *
 * @param name who it was made for; it stands in the log as the actor
 */
record ApiKey(String name, Set<AccessRole> roles) {}
