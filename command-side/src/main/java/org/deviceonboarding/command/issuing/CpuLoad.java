package org.deviceonboarding.command.issuing;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.springframework.stereotype.Component;

/** The CPU load of the machine, or of the container if the container has a limit. All processes count, not only this one. */
@Component
class CpuLoad {
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /**
     * @return the mean since the call before, from 0 to 1; negative if unknown
     */
    double sinceCallBefore() {
        return system.getCpuLoad();
    }
}
