package org.deviceonboarding.bench;

/**
 * The CPU seconds that processes have used so far.
 *
 * @param driver this process
 */
record CpuTimes(double server, double postgres, double mosquitto, double driver) {
    static CpuTimes of(PortalInstallation portal) {
        return new CpuTimes(
                portal.serverUsage().cpuSeconds(),
                portal.postgresUsage().cpuSeconds(),
                portal.mosquittoUsage().cpuSeconds(),
                Usage.of(ProcessHandle.current()).cpuSeconds());
    }

    CpuTimes minus(CpuTimes begin) {
        return new CpuTimes(
                server - begin.server, postgres - begin.postgres, mosquitto - begin.mosquitto, driver - begin.driver);
    }
}
