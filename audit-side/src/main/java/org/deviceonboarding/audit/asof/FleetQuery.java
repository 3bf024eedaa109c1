package org.deviceonboarding.audit.asof;

import org.deviceonboarding.access.paging.PageParameters;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.log.read.Moment;
import org.jspecify.annotations.Nullable;

/**
 * Selects devices as of a moment.
 *
 * @param device the only device, or null for all
 * @param limit 1 to {@value PageParameters#MAX_LIMIT}
 * @param after the last device of the previous page, or null
 */
record FleetQuery(
        Moment moment,
        @Nullable DeviceId device,
        int limit,
        @Nullable DeviceId after) {}
