package org.deviceonboarding.cli.credentials;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A link to credentials. The link works once.
 *
 * @param server empty for the portal of --url or the profile
 * @param path of the link; the token in the path is a secret
 */
public record CredentialsLink(Optional<URI> server, String path) {
    private static final Pattern PATH = Pattern.compile("(.*)(/credentials/(batch/)?[A-Za-z0-9_-]{43})");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");

    /**
     * @throws IllegalArgumentException if the text is no link
     */
    public static CredentialsLink parse(String text) {
        if (TOKEN.matcher(text).matches()) {
            return new CredentialsLink(Optional.empty(), "/credentials/" + text);
        }
        URI uri = URI.create(text);
        Matcher path = PATH.matcher(String.valueOf(uri.getRawPath()));
        if (!path.matches() || uri.getRawQuery() != null || uri.getUserInfo() != null) {
            throw new IllegalArgumentException("That is no link to credentials");
        }
        Optional<URI> server = Optional.ofNullable(uri.getHost())
                .map(_ -> URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + path.group(1)));
        return new CredentialsLink(server, path.group(2));
    }

    /** The same link, at the portal that gave us the link. */
    public CredentialsLink here() {
        return new CredentialsLink(Optional.empty(), path);
    }

    @Override
    public String toString() {
        return "Link[...]";
    }
}
