package org.deviceonboarding.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The source tree that the tests run in. */
public final class Checkout {
    private static final Path ROOT = root();

    private Checkout() {}

    /** The settings that the server ships with. */
    public static Path settings() {
        return ROOT.resolve("portal/src/main/resources/application.yml");
    }

    /** The folders with the database migrations of all modules: together they make one numbered row. */
    public static List<Path> migrations() {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.map(module -> module.resolve("src/main/resources/db/migration"))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A file of the sources, by its path in the checkout. */
    public static Path file(String path) {
        return ROOT.resolve(path);
    }

    /** A folder for the servers of all modules' tests. */
    public static Path shared(String name) {
        return ROOT.resolve("testkit/target").resolve(name);
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("Tests run in a checkout of the sources, but there is no mvnw above "
                    + Path.of("").toAbsolutePath());
        }
        return folder;
    }
}
