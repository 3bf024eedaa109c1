package org.deviceonboarding.bench;

/** The CPU seconds that an installation's processes and this process have used so far. */
record CpuTimes(double portal, double postgres, double mosquitto, double driver) {
    static CpuTimes of(PortalInstallation portal) {
        return new CpuTimes(
                portal.serverUsage().cpuSeconds(),
                portal.postgresUsage().cpuSeconds(),
                portal.mosquittoUsage().cpuSeconds(),
                Usage.of(ProcessHandle.current()).cpuSeconds());
    }

    CpuTimes minus(CpuTimes begin) {
        return new CpuTimes(
                portal - begin.portal, postgres - begin.postgres, mosquitto - begin.mosquitto, driver - begin.driver);
    }
}
