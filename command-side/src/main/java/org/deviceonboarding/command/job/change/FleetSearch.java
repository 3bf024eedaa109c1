package org.deviceonboarding.command.job.change;

import java.util.List;
import java.util.Map;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.refusal.Refused;

/** Searches the fleet for the devices of a bulk change, and sees every change that was acknowledged before. */
public interface FleetSearch {
    /** A device that was chosen. */
    record Chosen(DeviceId id, String name) {}

    /**
     * The devices that match, by id.
     *
     * @param filter as the list of devices takes it
     * @param limit if more match, one more than that is answered
     * @throws Refused {@code validation_error} naming what the filter has wrong; {@code not_caught_up} if the view of the fleet is
     *     behind
     */
    List<Chosen> matching(Map<String, String> filter, int limit);

    /**
     * Active devices whose certificate is expiring and whose key the portal made, so that they cannot renew themselves; by the
     * algorithm of their key, as {@code key_algorithm} has it.
     *
     * @param limit no more are answered
     * @throws Refused {@code not_caught_up} if the view of the fleet is behind
     */
    Map<String, List<Chosen>> due(int limit);

    /** Those of the devices that there are, by id. */
    List<Chosen> named(List<DeviceId> ids);
}
