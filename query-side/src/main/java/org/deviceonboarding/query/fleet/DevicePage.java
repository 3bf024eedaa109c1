package org.deviceonboarding.query.fleet;

import java.util.List;
import org.deviceonboarding.domain.fleet.DeviceView;
import org.jspecify.annotations.Nullable;

/**
 * A page of devices.
 *
 * @param nextCursor the cursor of the next page; null on the last page
 */
public record DevicePage(List<DeviceView> items, @Nullable String nextCursor) {}
