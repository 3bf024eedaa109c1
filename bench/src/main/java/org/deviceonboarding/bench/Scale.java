package org.deviceonboarding.bench;

import java.time.Duration;

/**
 * How much is measured. Counts and times have limits. Mosquitto 2.0 stalls with ACL files of more than 5,000 devices, so an
 * installation has more devices only if the section measures that.
 *
 * @param starts of each kind
 * @param warmUp before the first measurement on an installation, with eight clients
 * @param measured the length of each measurement, unless the count is reached first
 * @param requests the largest number of requests in one measurement or warm-up
 * @param devices to register before memory is read, and in each step of a growing fleet
 * @param idle how long the portal is idle before memory is read
 * @param revocations of devices with a live session, for each fleet
 * @param pgbench the length of each run
 * @param imported devices in a list
 * @param audited events in the log that is exported and verified
 */
record Scale(
        int starts,
        Duration warmUp,
        Duration measured,
        int requests,
        int devices,
        Duration idle,
        int revocations,
        Duration pgbench,
        int imported,
        int audited) {
    static final Scale FULL = new Scale(
            5,
            Duration.ofSeconds(45),
            Duration.ofSeconds(15),
            1000,
            1000,
            Duration.ofSeconds(20),
            200,
            Duration.ofSeconds(10),
            100_000,
            1_000_000);

    /** A quick run that shows that everything works. Its figures have no meaning. */
    static final Scale QUICK = new Scale(
            1,
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            50,
            50,
            Duration.ofSeconds(2),
            20,
            Duration.ofSeconds(2),
            500,
            7_000);
}
