package org.deviceonboarding.portal.sources;

import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.CaseLabelTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.DeconstructionPatternTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.PatternCaseLabelTree;
import com.sun.source.tree.PatternTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Places where a new event or command would be passed over in silence. */
final class CatchAlls extends TreeScanner<Void, String> {
    private final Sources sources;
    private final SealedFamilies families;
    private final CompilationUnitTree unit;
    private final TypeNames names;
    private final List<String> found = new ArrayList<>();

    private CatchAlls(Sources sources, SealedFamilies families, CompilationUnitTree unit) {
        this.sources = sources;
        this.families = families;
        this.unit = unit;
        this.names = new TypeNames(unit);
    }

    /** Each as {@code File.java:line: what}. */
    static List<String> in(Sources sources, SealedFamilies families) {
        return sources.units().stream()
                .flatMap(unit -> {
                    CatchAlls here = new CatchAlls(sources, families, unit);
                    here.scan(unit, "");
                    return here.found.stream();
                })
                .toList();
    }

    @Override
    public Void visitClass(ClassTree type, String enclosing) {
        String simple = type.getSimpleName().toString();
        return super.visitClass(type, enclosing.isEmpty() ? names.inPackage(simple) : enclosing + "." + simple);
    }

    @Override
    public Void visitInstanceOf(InstanceOfTree test, String enclosing) {
        Tree type = test.getPattern() == null ? test.getType() : type(test.getPattern());
        // Whether something is an event at all is another question than which one it is.
        member(type, enclosing)
                .filter(name -> !families.roots().contains(name))
                .ifPresent(name -> report(test, "instanceof " + name));
        return super.visitInstanceOf(test, enclosing);
    }

    @Override
    public Void visitMemberReference(MemberReferenceTree reference, String enclosing) {
        isInstance(reference, reference.getQualifierExpression(), reference.getName(), enclosing);
        return super.visitMemberReference(reference, enclosing);
    }

    @Override
    public Void visitMemberSelect(MemberSelectTree select, String enclosing) {
        isInstance(select, select.getExpression(), select.getIdentifier(), enclosing);
        return super.visitMemberSelect(select, enclosing);
    }

    private void isInstance(Tree at, Tree qualifier, CharSequence method, String enclosing) {
        if (method.toString().equals("isInstance")) {
            TypeNames.literal(qualifier)
                    .flatMap(type -> member(type, enclosing))
                    .ifPresent(name -> report(at, "isInstance of " + name));
        }
    }

    @Override
    public Void visitSwitch(SwitchTree tree, String enclosing) {
        check(tree, tree.getCases(), enclosing);
        return super.visitSwitch(tree, enclosing);
    }

    @Override
    public Void visitSwitchExpression(SwitchExpressionTree tree, String enclosing) {
        check(tree, tree.getCases(), enclosing);
        return super.visitSwitchExpression(tree, enclosing);
    }

    private void check(Tree tree, List<? extends CaseTree> cases, String enclosing) {
        List<CaseLabelTree> labels = new ArrayList<>();
        cases.forEach(one -> labels.addAll(one.getLabels()));
        List<String> members = labels.stream()
                .flatMap(CatchAlls::pattern)
                .flatMap(pattern -> member(type(pattern), enclosing).stream())
                .toList();
        if (members.isEmpty()) {
            return;
        }
        if (labels.stream().anyMatch(DefaultCaseLabelTree.class::isInstance)) {
            report(tree, "default beside " + members.getFirst());
        }
        members.stream().filter(families.roots()::contains).forEach(root -> report(tree, "case of the root " + root));
        for (String family : members) {
            members.stream()
                    .filter(other -> Objects.requireNonNull(families.ancestors().get(other))
                            .contains(family))
                    .findFirst()
                    .ifPresent(other -> report(tree, "case of " + family + " beside its own " + other));
        }
    }

    private static Stream<PatternTree> pattern(CaseLabelTree label) {
        return label instanceof PatternCaseLabelTree one ? Stream.of(one.getPattern()) : Stream.empty();
    }

    private static @Nullable Tree type(PatternTree pattern) {
        return switch (pattern) {
            case BindingPatternTree binding -> binding.getVariable().getType();
            case DeconstructionPatternTree record -> record.getDeconstructor();
            default -> null;
        };
    }

    private Optional<String> member(@Nullable Tree type, String enclosing) {
        return type == null ? Optional.empty() : names.resolve(type, enclosing, families.members());
    }

    private void report(Tree at, String what) {
        long start = sources.trees().getSourcePositions().getStartPosition(unit, at);
        found.add(Path.of(unit.getSourceFile().getName()).getFileName() + ":"
                + unit.getLineMap().getLineNumber(start) + ": " + what);
    }
}
