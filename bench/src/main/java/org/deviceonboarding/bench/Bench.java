package org.deviceonboarding.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Runs the named sections, or all sections, and prints their tables. */
final class Bench {
    private static final Path PORTAL = Path.of("portal/target/portal.jar");
    private static final Path RESULT = Path.of("bench/target/performance.md");

    private Bench() {}

    @SuppressWarnings("SystemOut") // the result
    public static void main(String... arguments) throws Exception {
        List<Section> sections = List.of(
                new StartUpSection(),
                new MemorySection(),
                new PeersSection(),
                new ThroughputSection(),
                new GrowthSection(),
                new RawCryptoSection(new SecureRandom()),
                new RawInsertsSection(),
                new ReplaySection(),
                new TimeToRefusalSection(),
                new ImportsSection(),
                new AuditSection(new SecureRandom()));
        List<String> names = new ArrayList<>(List.of(arguments));
        boolean quick = names.remove("--quick");
        String known = sections.stream().map(Section::name).collect(Collectors.joining(" "));
        if (!List.of(known.split(" ", -1)).containsAll(names)) {
            System.err.println("Usage: bench/run [--quick] [section ...]\nSections: " + known);
            System.exit(2);
        }
        StringBuilder result = new StringBuilder();
        result.append(Machine.describe());
        if (quick) {
            result.append("**A quick run, to see that everything works: its figures mean nothing.**\n\n");
        }
        try (Workspace workspace = new Workspace(PORTAL)) {
            for (Section section : sections) {
                if (names.isEmpty() || names.contains(section.name())) {
                    result.append(run(section, workspace, quick ? Scale.QUICK : Scale.FULL));
                    Files.writeString(RESULT, result);
                }
            }
        }
        System.out.print(result);
    }

    private static String run(Section section, Workspace workspace, Scale extent) throws Exception {
        Optional<ExternalProgram> missing =
                section.needs().stream().filter(tool -> tool.find().isEmpty()).findFirst();
        if (missing.isPresent()) {
            String remedy = "Not measured: " + section.name() + ", which needs "
                    + missing.get().name() + ": " + missing.get().remedy();
            System.err.println(remedy);
            return remedy + "\n\n";
        }
        String before = Machine.load();
        System.err.println(section.name() + ", load average " + before);
        String tables = section.measure(workspace, extent);
        return tables
                + "%s UTC; load average before %s, after %s.\n\n"
                        .formatted(
                                InstantSource.system().instant().toString().substring(0, 16), before, Machine.load());
    }
}
