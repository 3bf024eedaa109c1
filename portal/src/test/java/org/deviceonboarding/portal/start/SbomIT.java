package org.deviceonboarding.portal.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The list of parts inside the jar (CycloneDX), compared with the jar. */
@DisplayName("The list of the portal's parts")
class SbomIT {
    private static final Path JAR = Path.of("target", "portal.jar");
    private static final String LIBRARIES = "BOOT-INF/lib/";

    @Test
    void namesEachJarOfTheArtefact() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            List<String> libraries = jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith(LIBRARIES) && name.endsWith(".jar"))
                    .map(name -> name.substring(LIBRARIES.length()))
                    .toList();
            List<String> parts = new ArrayList<>();
            for (JsonNode part : components(jar)) {
                parts.add(name(part.path("purl").asString()));
            }

            assertThat(libraries).hasSizeGreaterThan(100);
            assertThat(parts).containsAll(libraries);
        }
    }

    private static JsonNode components(JarFile jar) throws IOException {
        try (InputStream sbom = jar.getInputStream(
                Objects.requireNonNull(jar.getEntry("META-INF/sbom/application.cdx.json"), "the jar has no SBOM"))) {
            return JsonMapper.shared().readTree(sbom).path("components");
        }
    }

    /** {@code pkg:maven/group/name@version?classifier=c&type=jar} as a file's name. */
    private static String name(String purl) {
        String coordinates = purl.substring(purl.lastIndexOf('/') + 1).replace("%2B", "+");
        int query = coordinates.indexOf('?');
        String file = (query < 0 ? coordinates : coordinates.substring(0, query)).replace('@', '-');
        int classifier = coordinates.indexOf("classifier=");
        return file
                + (classifier < 0
                        ? ""
                        : "-"
                                + coordinates.substring(classifier + "classifier=".length())
                                        .split("&", 2)[0])
                + ".jar";
    }
}
