package org.deviceonboarding.portal.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * A simple name means one type: a reader needs no import to tell which. Types inside others are said with the name around them, so
 * they may share a name with each other, but not with a top-level type of production code.
 */
@DisplayName("A simple name")
class SimpleNamesTest {
    @Test
    void isThatOfOneTypeInProductionAndTestsAlike() {
        List<TypeDeclaration> types = TypeDeclaration.in(Sources.ofAllModulesAndTests());

        assertThat(types).hasSizeGreaterThan(1_000);
        assertThat(TypeDeclaration.sharedNames(types))
                .as("names that several types share")
                .isEmpty();
    }

    @Test
    void isNoNameOfATopLevelTypeInsideAnother() {
        List<TypeDeclaration> types = TypeDeclaration.in(Sources.ofAllModules());

        assertThat(TypeDeclaration.namesInsideOthers(types))
                .as("names of a top-level type and of a type inside another")
                .isEmpty();
    }

    @Test
    void isSharedIfItStandsInTwoPackages() {
        List<TypeDeclaration> types =
                types("package a; class Pump { record State() {} }", "package b; enum Pump { ON }");

        assertThat(TypeDeclaration.sharedNames(types)).containsExactly("Pump: a.Pump, b.Pump");
    }

    @Test
    void isNotSharedByTypesInsideOthers() {
        List<TypeDeclaration> types =
                types("package a; class Pump { record State() {} }", "package a; class Valve { record State() {} }");

        assertThat(TypeDeclaration.sharedNames(types)).isEmpty();
        assertThat(TypeDeclaration.namesInsideOthers(types)).isEmpty();
    }

    @Test
    void isTakenInsideAnotherTypeToo() {
        List<TypeDeclaration> types =
                types("package a; class Pump { class Inner { interface Valve {} } }", "package b; class Valve {}");

        assertThat(TypeDeclaration.namesInsideOthers(types)).containsExactly("Valve: a.Pump.Inner.Valve, b.Valve");
    }

    private static List<TypeDeclaration> types(String... sources) {
        return TypeDeclaration.in(Sources.of(sources));
    }
}
