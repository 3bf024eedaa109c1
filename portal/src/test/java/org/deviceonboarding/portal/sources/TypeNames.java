package org.deviceonboarding.portal.sources;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/** Finds out which types a file means by the names in it. */
final class TypeNames {
    private final String unitPackage;
    private final Map<String, String> imported = new HashMap<>();
    private final List<String> importedWhole = new ArrayList<>();

    TypeNames(CompilationUnitTree unit) {
        unitPackage = unit.getPackageName() == null ? "" : unit.getPackageName().toString();
        for (ImportTree one : unit.getImports()) {
            String name = one.getQualifiedIdentifier().toString();
            String around = name.substring(0, name.lastIndexOf('.'));
            String simple = name.substring(around.length() + 1);
            if (simple.equals("*")) {
                importedWhole.add(around);
            } else {
                imported.put(simple, name);
            }
        }
    }

    String inPackage(String name) {
        return unitPackage + "." + name;
    }

    /**
     * What the name means here, if it is one of those known.
     *
     * @param enclosing the full name of the type around, or the empty string
     */
    Optional<String> resolve(Tree type, String enclosing, Set<String> known) {
        String name = type.toString().replaceAll("<.*", "");
        String first = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
        Stream<String> inside = outwards(enclosing).map(outer -> outer + "." + name);
        Stream<String> named =
                Stream.of(imported.getOrDefault(first, inPackage(first)) + name.substring(first.length()), name);
        Stream<String> whole = importedWhole.stream().map(around -> around + "." + name);
        return Stream.of(inside, named, whole)
                .flatMap(names -> names)
                .filter(known::contains)
                .findFirst();
    }

    private Stream<String> outwards(String enclosing) {
        return Stream.iterate(
                enclosing,
                name -> name.length() > unitPackage.length(),
                name -> name.substring(0, name.lastIndexOf('.')));
    }

    static boolean isSealed(ClassTree type) {
        return type.getModifiers().getFlags().contains(Modifier.SEALED);
    }

    static List<Tree> supertypes(ClassTree type) {
        Stream<? extends Tree> all = type.getExtendsClause() == null
                ? type.getImplementsClause().stream()
                : Stream.concat(Stream.of(type.getExtendsClause()), type.getImplementsClause().stream());
        return List.copyOf(all.toList());
    }

    /** The type in {@code X.class}. */
    static Optional<Tree> literal(Tree tree) {
        return tree instanceof MemberSelectTree select && select.getIdentifier().contentEquals("class")
                ? Optional.of(select.getExpression())
                : Optional.empty();
    }
}
