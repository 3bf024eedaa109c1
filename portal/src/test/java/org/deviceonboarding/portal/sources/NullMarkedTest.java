package org.deviceonboarding.portal.sources;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** NullAway looks only into packages whose {@code package-info.java} says {@code @NullMarked}. */
@DisplayName("A package of production code")
class NullMarkedTest {
    @Test
    void isNullMarked() {
        List<CompilationUnitTree> units = Sources.ofAllModules().units();

        assertThat(units).hasSizeGreaterThan(500);
        assertThat(unmarked(units))
                .as("packages without a package-info.java that says @NullMarked")
                .isEmpty();
    }

    @Test
    void isUnmarkedWithoutAPackageInfoOrTheAnnotation() {
        Sources sources = Sources.of(
                "@NullMarked package a; import org.jspecify.annotations.NullMarked;",
                "package a; class Pump {}",
                "package a.b; class Valve {}",
                "package c; class Fan {}",
                "@Deprecated package c;");

        assertThat(unmarked(sources.units())).containsExactlyInAnyOrder("a.b", "c");
    }

    private static Set<String> unmarked(List<CompilationUnitTree> units) {
        Set<String> marked = units.stream()
                .filter(unit -> unit.getPackageAnnotations().stream()
                        .anyMatch(annotation ->
                                annotation.getAnnotationType().toString().equals("NullMarked")))
                .map(unit -> String.valueOf(unit.getPackageName()))
                .collect(Collectors.toSet());
        return units.stream()
                .map(unit -> String.valueOf(unit.getPackageName()))
                .filter(name -> !marked.contains(name))
                .collect(Collectors.toSet());
    }
}
