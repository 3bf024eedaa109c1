package org.deviceonboarding.command.issuing;

import org.deviceonboarding.domain.topics.AclTemplate;

/** Looks up the template in force for a device type. */
public interface TemplateLookup {
    AclTemplate of(String deviceType);
}
