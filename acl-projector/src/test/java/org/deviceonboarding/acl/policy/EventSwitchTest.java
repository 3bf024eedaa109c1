package org.deviceonboarding.acl.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.CaseLabelTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.PatternCaseLabelTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Reads the sources: a new kind of event must not compile before somebody decided what it means for a broker. */
@DisplayName("A switch over events")
class EventSwitchTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final String ROOT = OnboardingEvent.class.getSimpleName();
    private static final Set<String> EVENTS =
            family(OnboardingEvent.class).map(Class::getSimpleName).collect(Collectors.toSet());

    @Test
    void decidesEveryKindByItsNameOrItsFamilys() throws IOException {
        Reader reader;
        try (Stream<Path> files = Files.walk(SOURCES)) {
            reader = read(files.filter(path -> path.toString().endsWith(".java"))
                    .map(EventSwitchTest::source)
                    .toList());
        }

        assertThat(reader.complaints).isEmpty();
        assertThat(reader.switches).isGreaterThanOrEqualTo(5);
    }

    @Test
    void isComplainedOfOtherwise() throws IOException {
        assertThat(complaints("switch (e) { case DeviceSuspended s -> 1; default -> 0; };"))
                .containsExactly("A.java: a switch over events with a default");
        assertThat(complaints("switch (e) { case BrokerEvent b -> 1; case OnboardingEvent o -> 0; };"))
                .containsExactly("A.java: a switch over events with a case for all of them");
        assertThat(complaints("e instanceof DeviceSuspended || e instanceof DeviceResumed ? 1 : 0;"))
                .containsExactly("A.java: m asks for one kind of event after the other");
        assertThat(complaints("switch (e) { case BrokerEvent b -> 1; case DeviceEvent o -> 0; };"))
                .isEmpty();
    }

    private static List<String> complaints(String expression) throws IOException {
        String source = "class A { int m(OnboardingEvent e) { return " + expression + " } }";
        return read(List.of(new Source("A.java", source))).complaints;
    }

    private static Stream<Class<?>> family(Class<?> type) {
        return Stream.concat(
                Stream.of(type),
                type.isSealed()
                        ? Stream.of(type.getPermittedSubclasses()).flatMap(EventSwitchTest::family)
                        : Stream.of());
    }

    private static Source source(Path file) {
        try {
            return new Source(file.getFileName().toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reader read(List<Source> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavacTask task = (JavacTask) compiler.getTask(null, null, null, List.of("-proc:none"), null, sources);
        Reader reader = new Reader();
        for (CompilationUnitTree unit : task.parse()) {
            reader.file = unit.getSourceFile().getName().substring(1);
            reader.scan(unit, null);
        }
        return reader;
    }

    /** A source file in memory. */
    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** Finds the switches over events, and what is wrong with them. */
    private static final class Reader extends TreeScanner<Void, Void> {
        private String file = "";
        private final List<String> complaints = new ArrayList<>();
        private final Set<String> asked = new HashSet<>();
        private int switches;

        @Override
        public Void visitSwitch(SwitchTree tree, Void nothing) {
            look(tree.getCases());
            return super.visitSwitch(tree, nothing);
        }

        @Override
        public Void visitSwitchExpression(SwitchExpressionTree tree, Void nothing) {
            look(tree.getCases());
            return super.visitSwitchExpression(tree, nothing);
        }

        @Override
        public Void visitMethod(MethodTree tree, Void nothing) {
            asked.clear();
            Void result = super.visitMethod(tree, nothing);
            if (asked.size() > 1) {
                complaints.add(file + ": " + tree.getName() + " asks for one kind of event after the other");
            }
            return result;
        }

        @Override
        public Void visitInstanceOf(InstanceOfTree tree, Void nothing) {
            String type = tree.getPattern() == null ? String.valueOf(tree.getType()) : type(tree.getPattern());
            if (EVENTS.contains(type)) {
                asked.add(type);
            }
            return super.visitInstanceOf(tree, nothing);
        }

        private void look(List<? extends CaseTree> cases) {
            List<? extends CaseLabelTree> labels =
                    cases.stream().flatMap(one -> one.getLabels().stream()).toList();
            Set<String> types = labels.stream()
                    .filter(PatternCaseLabelTree.class::isInstance)
                    .map(label -> type(((PatternCaseLabelTree) label).getPattern()))
                    .collect(Collectors.toSet());
            if (types.stream().noneMatch(EVENTS::contains)) {
                return;
            }
            switches++;
            if (labels.stream().anyMatch(DefaultCaseLabelTree.class::isInstance)) {
                complaints.add(file + ": a switch over events with a default");
            }
            if (types.contains(ROOT)) {
                complaints.add(file + ": a switch over events with a case for all of them");
            }
        }

        private static String type(Tree pattern) {
            return pattern instanceof BindingPatternTree binding
                    ? String.valueOf(binding.getVariable().getType())
                    : "";
        }
    }
}
