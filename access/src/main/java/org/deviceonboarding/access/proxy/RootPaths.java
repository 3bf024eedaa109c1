package org.deviceonboarding.access.proxy;

import java.util.stream.Collectors;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.valves.rewrite.RewriteValve;
import org.deviceonboarding.access.http.MachinePaths;

/**
 * Keeps the paths of machines, and those of the port for devices, at the root if {@code PUBLIC_URL} has a path: probes, scrapers,
 * brokers and devices do not come through the proxy. Everything else is below the path only, so that a proxy that takes the path
 * away fails at once, and cannot be made to serve what it hides.
 */
final class RootPaths extends RewriteValve {
    private static final String OF_DEVICES = "/renew/[^/]+";

    private final String configuration;

    /** @param prefix the path of {@code PUBLIC_URL}, without a slash at the end */
    RootPaths(String prefix) {
        this.configuration = "RewriteRule ^(%s|%s)$ %s$1 [L]"
                .formatted(
                        MachinePaths.ALL.stream()
                                .sorted()
                                .map(path -> path.replace(".", "\\."))
                                .collect(Collectors.joining("|")),
                        OF_DEVICES,
                        prefix);
    }

    @Override
    protected void startInternal() throws LifecycleException {
        super.startInternal();
        try {
            setConfiguration(configuration);
        } catch (Exception e) { // as the method declares
            throw new LifecycleException(e);
        }
    }
}
