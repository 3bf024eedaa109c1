package org.deviceonboarding.cli.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.deviceonboarding.cli.http.BearerKey;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.http.TrustedCas;
import org.deviceonboarding.cli.profile.Profile;
import org.deviceonboarding.cli.profile.ProfileFile;
import org.deviceonboarding.cli.profile.Profiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Options for the portal's address and the key, the same for every command. The command line wins over the environment, and the
 * environment over the profile in use. A profile's key goes to that profile's server only.
 */
public final class ServerOptions {
    private static final URI NEXT_DOOR = URI.create("http://localhost:5000");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description =
                    "The profile to use (environment: ONBOARD_PROFILE; default: the profile that onboard profile use selected).")
    private @Nullable String profileName;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "The portal's address (environment: ONBOARD_URL; default: the profile's, or http://localhost:5000).")
    private @Nullable URI url;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description =
                    "The file that holds the API key (environment: ONBOARD_KEY_FILE, or the key itself in ONBOARD_KEY; "
                            + "default: the profile's).")
    private @Nullable Path keyFile;

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description =
                    "A PEM file with the CAs to trust for the portal's certificate (environment: ONBOARD_CA_FILE).")
    private @Nullable Path caFile;

    @Option(names = "--insecure-http", description = "Allow sending the key without TLS to another machine.")
    private boolean insecureHttp;

    /** The portal's address, the key for it, and the CAs to trust. */
    public record Target(
            URI url, @Nullable BearerKey key, @Nullable Path caFile, boolean insecureHttp) {
        public PortalClient client() throws IOException {
            return new PortalClient(url, key, caFile == null ? null : TrustedCas.in(caFile));
        }
    }

    /**
     * @throws IOException if a named key file holds no usable key
     */
    public PortalClient client() throws IOException {
        return target().client();
    }

    /** A client without a key, for requests that are open to everyone. */
    public PortalClient anonymous() throws IOException {
        Target target = target();
        return new Target(target.url(), null, target.caFile(), target.insecureHttp()).client();
    }

    public Target target() throws IOException {
        Optional<Profile> profile = profile();
        URI to = checked(Optional.ofNullable(url)
                .or(() -> environment("ONBOARD_URL")
                        .filter(_ -> profileName == null)
                        .map(this::uri))
                .or(() -> profile.map(Profile::url))
                .orElse(NEXT_DOOR));
        Optional<Profile> same = profile.filter(known -> sameServer(known.url(), to));
        Target target = new Target(
                to,
                key(same),
                Optional.ofNullable(caFile)
                        .or(() -> environment("ONBOARD_CA_FILE").map(Path::of))
                        .or(() -> same.map(Profile::caFile))
                        .orElse(null),
                insecureHttp || same.map(Profile::insecureHttp).orElse(false));
        requireSafe(target);
        return target;
    }

    /**
     * The target for a login, from the command line and the environment. A stored key does not count.
     *
     * @param given the address, if it was given as a parameter
     */
    public Target newTarget(@Nullable URI given) throws IOException {
        URI said = given == null ? url : given;
        URI to = said == null ? target().url() : checked(said);
        return new Target(
                to,
                keyFile == null ? environmentKey() : BearerKey.in(keyFile),
                Optional.ofNullable(caFile)
                        .or(() -> environment("ONBOARD_CA_FILE").map(Path::of))
                        .orElse(null),
                insecureHttp);
    }

    /**
     * @throws ParameterException if a key would be sent without TLS to another machine
     */
    public void requireSafe(Target target) {
        if (target.key() != null
                && target.url().getScheme().equals("http")
                && !near(target.url())
                && !target.insecureHttp()) {
            throw new ParameterException(
                    command.commandLine(),
                    "The key would be sent without TLS to " + target.url().getHost()
                            + ": use https, or --insecure-http if you trust the network");
        }
    }

    /** The value of {@code --profile}. */
    public Optional<String> profileName() {
        return Optional.ofNullable(profileName);
    }

    /**
     * @throws ParameterException if the URI is no address of a server
     */
    public URI checked(URI given) {
        String scheme = given.getScheme();
        if (given.getHost() == null
                || scheme == null
                || !scheme.matches("https?")
                || given.getUserInfo() != null
                || given.getQuery() != null) {
            throw new ParameterException(command.commandLine(), "An address looks like https://portal.example");
        }
        return given;
    }

    public static boolean near(URI url) {
        return url.getHost().matches("localhost|127(\\.\\d+){3}|\\[::1]");
    }

    private Optional<Profile> profile() throws IOException {
        Optional<String> asked = Optional.ofNullable(profileName).or(() -> environment("ONBOARD_PROFILE"));
        if (asked.isEmpty() && url != null && keyFile != null) {
            return Optional.empty(); // nothing in it would matter
        }
        Profiles profiles = ProfileFile.ofUser().read();
        if (asked.isPresent()) {
            return Optional.of(profiles.find(asked.get())
                    .orElseThrow(() -> new ParameterException(
                            command.commandLine(),
                            "There is no profile " + asked.get() + "; onboard profile list shows all profiles")));
        }
        return Optional.ofNullable(profiles.current()).flatMap(profiles::find);
    }

    private @Nullable BearerKey key(Optional<Profile> profile) throws IOException {
        if (keyFile != null) {
            return BearerKey.in(keyFile);
        }
        BearerKey given = profileName == null ? environmentKey() : null;
        return given == null ? profile.map(Profile::key).orElse(null) : given;
    }

    private static @Nullable BearerKey environmentKey() throws IOException {
        Optional<String> file = environment("ONBOARD_KEY_FILE");
        if (file.isPresent()) {
            return BearerKey.in(Path.of(file.get()));
        }
        Optional<String> given = environment("ONBOARD_KEY");
        return given.isPresent() ? BearerKey.of(given.get(), "ONBOARD_KEY") : null;
    }

    private URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "ONBOARD_URL is no address", e);
        }
    }

    private static boolean sameServer(URI one, URI other) {
        return one.getScheme().equals(other.getScheme())
                && one.getHost().equalsIgnoreCase(other.getHost())
                && one.getPort() == other.getPort();
    }

    private static Optional<String> environment(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }
}
