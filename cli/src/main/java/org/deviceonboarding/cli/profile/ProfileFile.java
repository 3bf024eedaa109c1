package org.deviceonboarding.cli.profile;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.deviceonboarding.cli.file.InputFile;
import org.deviceonboarding.cli.file.OwnersFile;
import org.deviceonboarding.cli.http.BearerKey;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The profile file, {@code onboard/config.json} in the user's settings folder. The file holds keys, so only its owner may read
 * it.
 */
public record ProfileFile(Path path) {
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);
    private static final long LONGEST = 1 << 20;

    /** The user's profile file, at the place that the XDG base directory specification names. */
    public static ProfileFile ofUser() {
        String home = System.getenv("XDG_CONFIG_HOME");
        Path folder = home == null || !Path.of(home).isAbsolute()
                ? Path.of(System.getProperty("user.home"), ".config")
                : Path.of(home);
        return new ProfileFile(folder.resolve("onboard").resolve("config.json"));
    }

    public Profiles read() throws IOException {
        if (!Files.exists(path)) {
            return Profiles.none();
        }
        requireOurs();
        try {
            JsonNode read = JsonMapper.shared().readTree(InputFile.bytes(path, LONGEST));
            NavigableMap<String, Profile> profiles = new TreeMap<>();
            for (Map.Entry<String, JsonNode> entry : read.path("profiles").properties()) {
                profiles.put(entry.getKey(), profile(entry.getKey(), entry.getValue()));
            }
            return new Profiles(
                    Optional.of(read.path("current").asString(""))
                            .filter(profiles::containsKey)
                            .orElse(null),
                    profiles);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new IOException(path + " cannot be read as profiles; delete it and log in again", e);
        }
    }

    private void requireOurs() throws IOException {
        if (OwnersFile.posix() && Files.getPosixFilePermissions(path).stream().anyMatch(OTHERS::contains)) {
            throw new IOException(path + " holds keys and others may read or change it: chmod 600 " + path);
        }
    }

    private static Profile profile(String name, JsonNode node) throws IOException {
        String ca = node.path("ca_file").asString("");
        return new Profile(
                URI.create(node.path("url").asString("")),
                BearerKey.of(node.path("key").asString(""), "Profile " + name),
                ca.isEmpty() ? null : Path.of(ca),
                node.path("insecure_http").asBoolean(false));
    }

    public void write(Profiles profiles) throws IOException {
        ObjectNode file = JsonMapper.shared().createObjectNode();
        file.put("current", profiles.current());
        ObjectNode all = file.putObject("profiles");
        for (Map.Entry<String, Profile> entry : profiles.all()) {
            ObjectNode one = all.putObject(entry.getKey());
            one.put("url", entry.getValue().url().toString());
            one.put("key", entry.getValue().key().kept());
            one.put("ca_file", text(entry.getValue().caFile()));
            one.put("insecure_http", entry.getValue().insecureHttp());
        }
        OwnersFile.folder(path.toAbsolutePath().getParent());
        Path draft = OwnersFile.create(path);
        try {
            Files.writeString(draft, file.toPrettyString() + "\n");
            Files.move(draft, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static @Nullable String text(@Nullable Path path) {
        return path == null ? null : path.toString();
    }
}
