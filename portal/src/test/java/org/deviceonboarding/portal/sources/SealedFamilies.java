package org.deviceonboarding.portal.sources;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The events and commands there are, in their families.
 *
 * @param roots what is an event, or a command of one kind
 * @param ancestors the families that each of them is in, by its full name; those of a root are none
 */
record SealedFamilies(Set<String> roots, Map<String, Set<String>> ancestors) {
    private record Declared(String name, boolean sealed, List<Tree> supertypes, String enclosing, TypeNames names) {}

    static SealedFamilies in(Sources sources) {
        List<Declared> declared = new ArrayList<>();
        for (CompilationUnitTree unit : sources.units()) {
            TypeNames names = new TypeNames(unit);
            new TreeScanner<Void, String>() {
                @Override
                public Void visitClass(ClassTree type, String enclosing) {
                    String simple = type.getSimpleName().toString();
                    String name = enclosing.isEmpty() ? names.inPackage(simple) : enclosing + "." + simple;
                    declared.add(
                            new Declared(name, TypeNames.isSealed(type), TypeNames.supertypes(type), enclosing, names));
                    return super.visitClass(type, name);
                }
            }.scan(unit, "");
        }
        return of(declared);
    }

    private static SealedFamilies of(List<Declared> declared) {
        Set<String> roots = new TreeSet<>();
        Map<String, Set<String>> ancestors = new HashMap<>();
        declared.stream().filter(type -> type.sealed() && isRoot(type.name())).forEach(type -> {
            roots.add(type.name());
            ancestors.put(type.name(), Set.of());
        });
        boolean more = true;
        while (more) {
            more = false;
            for (Declared type : declared) {
                for (Tree supertype : type.supertypes()) {
                    Set<String> above = new HashSet<>(ancestors.getOrDefault(type.name(), Set.of()));
                    type.names()
                            .resolve(supertype, type.enclosing(), ancestors.keySet())
                            .ifPresent(family -> {
                                above.add(family);
                                above.addAll(ancestors.get(family));
                            });
                    more |= !above.isEmpty() && !above.equals(ancestors.put(type.name(), above));
                }
            }
        }
        roots.removeIf(root -> !ancestors.getOrDefault(root, Set.of()).isEmpty());
        return new SealedFamilies(roots, ancestors);
    }

    private static boolean isRoot(String name) {
        return name.endsWith(".OnboardingEvent") || name.endsWith("Command");
    }

    Set<String> members() {
        return ancestors.keySet();
    }
}
