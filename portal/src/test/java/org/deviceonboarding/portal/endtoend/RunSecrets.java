package org.deviceonboarding.portal.endtoend;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every secret that a run made: in answers, in the files of the portal, and in devices' credentials. */
final class RunSecrets {
    /** Members of answers whose text is a secret, and one that ends in one. */
    private static final List<String> MEMBERS = List.of("credentials_password", "key", "token");

    private static final String LINK = "credentials_link";
    private static final Set<String> FILES = Set.of("password", "projector.password");
    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();
    private static final int SHORTEST = 12;

    private RunSecrets() {}

    /** Remembers the secrets in an answer. */
    static void note(byte[] body) {
        if (body.length > 0 && body[0] == '{') {
            JsonNode answer = JsonMapper.shared().readTree(body);
            MEMBERS.forEach(member -> note(answer.path(member).asString("")));
            String link = answer.path(LINK).asString("");
            note(link.substring(link.lastIndexOf('/') + 1));
        }
    }

    static void note(String secret) {
        if (secret.length() >= SHORTEST) {
            TOLD.add(secret);
        }
    }

    /** All of them, with those in files below a directory: each line of a key. */
    static Set<String> all(Path directory) throws IOException {
        Set<String> secrets = new TreeSet<>(TOLD);
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(RunSecrets::isSecret).toList()) {
                Files.readAllLines(file, US_ASCII).stream()
                        .map(String::strip)
                        .filter(line -> line.length() >= SHORTEST && !line.startsWith("-----"))
                        .forEach(secrets::add);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return secrets;
    }

    private static boolean isSecret(Path file) {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file) && (FILES.contains(name) || name.endsWith(".key"));
    }
}
