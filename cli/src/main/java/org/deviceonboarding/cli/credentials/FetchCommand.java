package org.deviceonboarding.cli.credentials;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.ExitCode;
import org.deviceonboarding.cli.server.ServerOptions;
import org.deviceonboarding.cli.terminal.Terminal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fetches a device's credentials and unpacks them. */
@Command(
        name = "fetch",
        mixinStandardHelpOptions = true,
        description = {
            "Downloads a device's credentials and unpacks them into a folder that only you can read.",
            "A link works once, so the ZIP is kept if unpacking fails. No API key is sent."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  onboard credentials fetch https://portal.example/credentials/dGhlIHRva2Vu... --into pump-7",
            "  onboard credentials fetch --into pump-7 --password-stdin LINK < password.txt",
            "  onboard credentials fetch --into pump-8 --no-password LINK    # of a device with its own key (--csr)",
            "  onboard credentials fetch --zip batch.zip LINK     # not unpacked, for a whole batch"
        })
final class FetchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOptions server;

    @Parameters(
            paramLabel = "LINK",
            description = "The link from the registration. The last part alone works too, for the portal of --url.")
    private String link;

    @Option(names = "--into", paramLabel = "DIR", description = "The folder to create (default: credentials).")
    private @Nullable Path folder;

    @Option(names = "--zip", paramLabel = "FILE", description = "Save the ZIP without unpacking it. Needs no password.")
    private @Nullable Path zip;

    @Option(names = "--password-stdin", description = "Read the password from standard input instead of asking for it.")
    private boolean passwordFromInput;

    @Option(
            names = "--no-password",
            description = "The answer to the registration contained no password, because the device made its own key.")
    private boolean noPassword;

    @Override
    public Integer call() throws IOException {
        CredentialsLink to = parsed();
        if (noPassword && passwordFromInput) {
            throw new ParameterException(spec.commandLine(), "Use --password-stdin or --no-password, not both");
        }
        if (zip != null && folder != null) {
            throw new ParameterException(spec.commandLine(), "Use --into or --zip, not both");
        }
        try (PortalClient portal = client(to)) {
            if (zip != null) {
                if (Files.exists(zip)) {
                    throw new ParameterException(spec.commandLine(), zip + " exists already");
                }
                CredentialsDownload.save(portal, to, zip);
                say(zip.toString());
            } else {
                Path into = (folder == null ? Path.of("credentials") : folder).toAbsolutePath();
                CredentialsDownload.requireRoom(into, into.resolveSibling(into.getFileName() + ".zip"));
                CredentialsDownload.unpack(portal, to, password(), into)
                        .forEach(file -> say(into.resolve(file).toString()));
            }
        }
        return ExitCode.OK;
    }

    private char[] password() throws IOException {
        if (noPassword) {
            return new char[0];
        }
        String password =
                passwordFromInput ? Terminal.standardInput() : Terminal.secret("Password: ", "use --password-stdin");
        if (password.isEmpty()) {
            throw new IOException("There is no password; use --no-password if the device made its own key");
        }
        return password.toCharArray();
    }

    private CredentialsLink parsed() {
        try {
            return CredentialsLink.parse(link);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "That is no link to credentials", e);
        }
    }

    private PortalClient client(CredentialsLink to) throws IOException {
        if (to.server().isEmpty()) {
            return server.anonymous();
        }
        URI url = server.checked(to.server().get());
        if (url.getScheme().equals("http")
                && !ServerOptions.near(url)
                && !server.newTarget(url).insecureHttp()) {
            throw new ParameterException(
                    spec.commandLine(), "Whoever listens could use the link before you: use https, or --insecure-http");
        }
        ServerOptions.Target target = server.newTarget(url);
        return new ServerOptions.Target(url, null, target.caFile(), target.insecureHttp()).client();
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
