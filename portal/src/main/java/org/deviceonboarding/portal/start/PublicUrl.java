package org.deviceonboarding.portal.start;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.regex.Pattern;
import org.deviceonboarding.access.start.StartRefused;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * Checks {@code PUBLIC_URL}, which goes into links, cookies and certificates: a scheme, a host, a port, a path. The portal serves everything below
 * the path.
 */
final class PublicUrl implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    private static final String PROPERTY = "portal.public-url";
    private static final String REMEDY =
            "Set PUBLIC_URL to a scheme, a host and, if need be, a port and a path, such as"
                    + " https://onboarding.example.com or https://example.com/iot.";
    // Nothing that has to be encoded, and no segment of dots alone.
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*");

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        String text = context.getEnvironment().getProperty(PROPERTY);
        if (text != null) {
            URI url = check(text);
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource(
                            "public-url",
                            Map.of(PROPERTY, url.toString(), "server.servlet.context-path", url.getRawPath())));
        }
    }

    /**
     * Returns the address without a slash at the end.
     *
     * @throws StartRefused if it is no HTTP address
     */
    static URI check(String text) {
        URI url;
        try {
            url = new URI(text.replaceFirst("/$", ""));
        } catch (URISyntaxException e) {
            throw new StartRefused("PUBLIC_URL is not a URL: " + e.getReason(), REMEDY, e);
        }
        if (!("http".equals(url.getScheme()) || "https".equals(url.getScheme())) || url.getHost() == null) {
            throw new StartRefused("PUBLIC_URL is not an address of the form http://host or https://host", REMEDY);
        }
        if (!PATH.matcher(url.getRawPath()).matches()) {
            throw new StartRefused(
                    "The path of PUBLIC_URL, %s, has other characters than letters, digits, ., _, ~ and -"
                            .formatted(url.getRawPath()),
                    REMEDY);
        }
        if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new StartRefused("PUBLIC_URL has a user, a query or a fragment", REMEDY);
        }
        return url;
    }
}
