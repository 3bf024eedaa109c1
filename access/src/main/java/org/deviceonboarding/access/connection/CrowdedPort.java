package org.deviceonboarding.access.connection;

import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioEndpoint;
import org.jspecify.annotations.Nullable;

/** Tomcat's protocol of a port that keeps a fifth of its connections free ({@link Crowd}). Tomcat makes it by name. */
public final class CrowdedPort extends Http11NioProtocol {
    private static final double CROWDED = 0.8;

    private final NioEndpoint endpoint;
    private @Nullable Crowd crowd;

    public CrowdedPort() {
        this(new NioEndpoint());
    }

    private CrowdedPort(NioEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    public void start() throws Exception {
        super.start();
        if (getMaxConnections() > 0) { // otherwise as many as there are
            crowd = new Crowd(endpoint, (int) (getMaxConnections() * CROWDED));
            crowd.start();
        }
    }

    @Override
    public void stop() throws Exception {
        if (crowd != null) {
            crowd.stop();
        }
        super.stop();
    }
}
