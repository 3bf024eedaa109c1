package org.deviceonboarding.portal.sources;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Java sources as the compiler's own parser reads them, for rules that no class file tells. */
record Sources(List<CompilationUnitTree> units, Trees trees) {

    /** The production code of all modules of this build. */
    static Sources ofAllModules() {
        return ofAllModules("src/main/java");
    }

    static Sources ofAllModulesAndTests() {
        return ofAllModules("src/main/java", "src/test/java");
    }

    private static Sources ofAllModules(String... folders) {
        try (Stream<Path> modules = Files.list(Path.of("..").toRealPath())) {
            List<Path> files = new ArrayList<>();
            for (Path module : modules.flatMap(path -> Stream.of(folders).map(path::resolve))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> found = Files.walk(module)) {
                    found.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
                }
            }
            return parse(null, files);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Sources of(String... texts) {
        return parse(Stream.of(texts).map(Text::new).toList(), List.of());
    }

    private static Sources parse(@Nullable List<? extends JavaFileObject> texts, List<Path> files) {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
        StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null);
        JavacTask task = (JavacTask) compiler.getTask(
                null,
                manager,
                null,
                List.of("-proc:none"),
                null,
                texts == null ? manager.getJavaFileObjectsFromPaths(files) : texts);
        try {
            List<CompilationUnitTree> units = new ArrayList<>();
            task.parse().forEach(units::add);
            return new Sources(units, Trees.instance(task));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Text extends SimpleJavaFileObject {
        private final String text;

        Text(String text) {
            super(URI.create("string:///Sample" + Integer.toHexString(text.hashCode()) + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
