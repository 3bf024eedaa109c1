package org.deviceonboarding.cli.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.deviceonboarding.cli.http.ApiKey;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.http.Trust;
import org.deviceonboarding.cli.profile.Profile;
import org.deviceonboarding.cli.profile.ProfileFile;
import org.deviceonboarding.cli.profile.Profiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Which server, and with which key: the same for every command that asks one. What is on the command line wins over the
 * environment, and that over the profile in use. A profile's key goes to that profile's server and to no other.
 */
public final class ServerOptions {
    private static final URI NEXT_DOOR = URI.create("http://localhost:5000");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "The profile to use (environment: ONBOARD_PROFILE; default: the one that profile use chose).")
    private @Nullable String profileName;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "Where the portal is (environment: ONBOARD_URL; default: the profile's, or http://localhost:5000).")
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
            description = "PEM; the CAs that the portal's certificate may come from (environment: ONBOARD_CA_FILE).")
    private @Nullable Path caFile;

    @Option(names = "--insecure-http", description = "Send the key without TLS, to another machine even.")
    private boolean insecureHttp;

    /** Where to, as whom, and whom to believe. */
    public record Target(
            URI url, @Nullable ApiKey key, @Nullable Path caFile, boolean insecureHttp) {
        public PortalClient client() throws IOException {
            return new PortalClient(url, key, caFile == null ? null : Trust.in(caFile));
        }
    }

    /** @throws IOException if there is no usable key where one is said to be */
    public PortalClient client() throws IOException {
        return target().client();
    }

    /** Nobody's: for what is open to everyone. */
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
     * For logging in: what the command line and the environment say; a key that was remembered does not count.
     *
     * @param given the address, if it was given on its own
     */
    public Target newTarget(@Nullable URI given) throws IOException {
        URI said = given == null ? url : given;
        URI to = said == null ? target().url() : checked(said);
        return new Target(
                to,
                keyFile == null ? environmentKey() : ApiKey.in(keyFile),
                Optional.ofNullable(caFile)
                        .or(() -> environment("ONBOARD_CA_FILE").map(Path::of))
                        .orElse(null),
                insecureHttp);
    }

    /** @throws ParameterException if a key would travel in the clear */
    public void requireSafe(Target target) {
        if (target.key() != null
                && target.url().getScheme().equals("http")
                && !near(target.url())
                && !target.insecureHttp()) {
            throw new ParameterException(
                    command.commandLine(),
                    "The key would travel in the clear to " + target.url().getHost()
                            + ": use https, or say --insecure-http if you know the network");
        }
    }

    /** What {@code --profile} says. */
    public Optional<String> profileName() {
        return Optional.ofNullable(profileName);
    }

    /** @throws ParameterException if that is no address of a server */
    public URI checked(URI given) {
        String scheme = given.getScheme();
        if (given.getHost() == null
                || scheme == null
                || !scheme.matches("https?")
                || given.getUserInfo() != null
                || given.getQuery() != null) {
            throw new ParameterException(command.commandLine(), "An address is like https://portal.example");
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
                            "There is no profile " + asked.get() + "; onboard profile list shows those there are")));
        }
        return Optional.ofNullable(profiles.current()).flatMap(profiles::find);
    }

    private @Nullable ApiKey key(Optional<Profile> profile) throws IOException {
        if (keyFile != null) {
            return ApiKey.in(keyFile);
        }
        ApiKey given = profileName == null ? environmentKey() : null;
        return given == null ? profile.map(Profile::key).orElse(null) : given;
    }

    private static @Nullable ApiKey environmentKey() throws IOException {
        Optional<String> file = environment("ONBOARD_KEY_FILE");
        if (file.isPresent()) {
            return ApiKey.in(Path.of(file.get()));
        }
        Optional<String> given = environment("ONBOARD_KEY");
        return given.isPresent() ? ApiKey.of(given.get(), "ONBOARD_KEY") : null;
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
