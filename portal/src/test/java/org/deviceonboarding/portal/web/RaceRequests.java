package org.deviceonboarding.portal.web;

/** The bodies of requests in races. */
final class RaceRequests {
    static final int ROWS = 6;

    private RaceRequests() {}

    /** Quick keys and slow ones in turn. */
    static String renewal(int round) {
        return "{\"key_algorithm\": \"%s\"}".formatted(round % 2 == 0 ? "rsa-2048" : "ec-p256");
    }

    static String renewal(String type, int count, boolean revokePrevious) {
        return """
                {"filter": {"type": "%s"}, "key_algorithm": "rsa-2048", "revoke_previous": %s, "expected_count": %d}""".formatted(type, revokePrevious, count);
    }

    static String quickRenewal(String type, boolean revokePrevious) {
        return renewal(type, ROWS, revokePrevious).replace("rsa-2048", "ec-p256");
    }
}
