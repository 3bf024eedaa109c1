package org.deviceonboarding.portal.sources;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A type that the sources declare by name; {@code topLevel} is false if it stands inside another type. */
record TypeDeclaration(String simpleName, String fullName, boolean topLevel) {
    static List<TypeDeclaration> in(Sources sources) {
        List<TypeDeclaration> found = new ArrayList<>();
        for (CompilationUnitTree unit : sources.units()) {
            String prefix = unit.getPackageName() + ".";
            new Scanner(prefix, found).scan(unit, prefix);
        }
        return found;
    }

    /** The names that several top-level types have. */
    static List<String> sharedNames(List<TypeDeclaration> types) {
        return byName(types.stream().filter(TypeDeclaration::topLevel)).entrySet().stream()
                .filter(name -> name.getValue().size() > 1)
                .map(TypeDeclaration::message)
                .toList();
    }

    /** The names that a top-level type and a type inside another have. */
    static List<String> namesInsideOthers(List<TypeDeclaration> types) {
        return byName(types.stream()).entrySet().stream()
                .filter(name -> name.getValue().stream().anyMatch(TypeDeclaration::topLevel))
                .filter(name -> !name.getValue().stream().allMatch(TypeDeclaration::topLevel))
                .map(TypeDeclaration::message)
                .toList();
    }

    private static Map<String, List<TypeDeclaration>> byName(Stream<TypeDeclaration> types) {
        return types.collect(Collectors.groupingBy(TypeDeclaration::simpleName, TreeMap::new, Collectors.toList()));
    }

    private static String message(Map.Entry<String, List<TypeDeclaration>> name) {
        return name.getKey() + ": "
                + name.getValue().stream()
                        .map(TypeDeclaration::fullName)
                        .sorted()
                        .collect(Collectors.joining(", "));
    }

    /** Goes with the prefix of full names. Anonymous classes have no name, and types inside methods no full one. */
    private static final class Scanner extends TreeScanner<Void, String> {
        private final String outermost;
        private final List<TypeDeclaration> found;

        Scanner(String outermost, List<TypeDeclaration> found) {
            this.outermost = outermost;
            this.found = found;
        }

        @Override
        public Void visitClass(ClassTree type, String prefix) {
            String name = type.getSimpleName().toString();
            if (name.isEmpty()) {
                return super.visitClass(type, prefix);
            }
            found.add(new TypeDeclaration(name, prefix + name, prefix.equals(outermost)));
            return super.visitClass(type, prefix + name + ".");
        }
    }
}
