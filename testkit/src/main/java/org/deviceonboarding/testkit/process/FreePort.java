package org.deviceonboarding.testkit.process;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds a free port for a broker that starts later, perhaps several times. The port is below those that systems give to
 * clients, so that no connection takes it in between.
 */
public final class FreePort {
    private static final int FIRST = 15_000;
    private static final int END = 32_000;
    private static final int TRIES = 100;

    private FreePort() {}

    public static int find() {
        for (int n = 0; n < TRIES; n++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException _) {
                // Somebody has it.
            }
        }
        return fail("no free port between " + FIRST + " and " + END);
    }
}
