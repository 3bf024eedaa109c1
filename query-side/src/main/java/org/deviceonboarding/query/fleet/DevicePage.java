package org.deviceonboarding.query.fleet;

import java.util.List;
import org.deviceonboarding.domain.fleet.DeviceView;
import org.jspecify.annotations.Nullable;

/** @param nextCursor asks for the next page; null on the last one */
public record DevicePage(List<DeviceView> items, @Nullable String nextCursor) {}
