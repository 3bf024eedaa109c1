package org.deviceonboarding.portal.start;

import java.net.URI;
import java.net.URISyntaxException;
import org.deviceonboarding.access.start.StartRefused;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Checks {@code PUBLIC_URL}, which goes into links, cookies and certificates: a scheme, a host, a port. A path would work for
 * none of the portal's pages.
 */
final class PublicUrl implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    private static final String REMEDY =
            "Set PUBLIC_URL to a scheme, a host and, if need be, a port, such as https://onboarding.example.com.";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        String text = context.getEnvironment().getProperty("portal.public-url");
        if (text != null) {
            check(text);
        }
    }

    /** @throws StartRefused if it is no HTTP address, or has a path */
    static void check(String text) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            throw new StartRefused("PUBLIC_URL is not a URL: " + e.getReason(), REMEDY, e);
        }
        if (!("http".equals(url.getScheme()) || "https".equals(url.getScheme())) || url.getHost() == null) {
            throw new StartRefused("PUBLIC_URL is not an address of the form http://host or https://host", REMEDY);
        }
        if (!url.getRawPath().isEmpty() && !url.getRawPath().equals("/")) {
            throw new StartRefused(
                    "PUBLIC_URL has a path, %s, under which the portal's pages do not work".formatted(url.getRawPath()),
                    REMEDY);
        }
        if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new StartRefused("PUBLIC_URL has a user, a query or a fragment", REMEDY);
        }
    }
}
