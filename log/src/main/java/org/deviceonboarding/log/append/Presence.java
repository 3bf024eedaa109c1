package org.deviceonboarding.log.append;

/**
 * A lock that the listener's session holds for as long as the process has it. It ends with the process, because the connection
 * ends, and so tells the others at once what a lease would tell them later.
 */
public final class Presence {
    /** "PRESENCE" in ASCII: any number will do, as long as nobody changes it. */
    private static final long SEED = 0x50524553454E4345L;

    private Presence() {}

    /** @param name an SQL expression: the name of this process */
    public static String show(String name) {
        return "select pg_advisory_lock_shared(" + key(name) + ")";
    }

    /** @param name an SQL expression: the name of a process, or null, which is nobody's */
    public static String isGone(String name) {
        return "pg_try_advisory_xact_lock(" + key(name) + ")";
    }

    private static String key(String name) {
        return "hashtextextended(" + name + ", " + SEED + ")";
    }
}
