package org.deviceonboarding.pki;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;

/** Runs other people's programs. One that is missing fails the test and says how to get it. */
enum Tool {
    OPENSSL("openssl", "openssl"),
    CERTTOOL("certtool", "gnutls-bin"),
    SOFTHSM("softhsm2-util", "softhsm2");

    record Result(int exitCode, String output) {}

    private final String program;
    private final String debianPackage;

    Tool(String program, String debianPackage) {
        this.program = program;
        this.debianPackage = debianPackage;
    }

    Result run(Path folder, String... arguments) throws IOException, InterruptedException {
        return run(folder, Map.of(), arguments);
    }

    Result run(Path folder, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(program).directory(folder.toFile()).redirectErrorStream(true);
        builder.command().addAll(java.util.List.of(arguments));
        builder.environment().putAll(environment);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return Assertions.fail("needs " + program + ": apt-get install " + debianPackage, e);
        }
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            Assertions.fail(program + " did not end: " + output);
        }
        return new Result(process.exitValue(), output);
    }
}
