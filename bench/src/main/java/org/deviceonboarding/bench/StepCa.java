package org.deviceonboarding.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * step-ca, with a P-256 CA of two tiers and its own database (Badger). It makes no keys. It has no program in Debian, so a small
 * one is built from its library.
 */
final class StepCa implements AuthorityUnderLoad {
    static final ExternalProgram GO = new ExternalProgram("go", "apt-get install golang-go");
    static final Path LIBRARY = Path.of("/usr/share/gocode/src/github.com/smallstep/certificates");
    static final String PACKAGE = "golang-github-smallstep-certificates-dev";

    private static final String SUBJECT = "bench";
    private static final String SIGN = "/1.0/sign";
    private static final String REVOKE = "/1.0/revoke";
    private static final long CLOCK_GRANULARITY_MILLIS = 2_000;

    private final Process server;
    private final JsonClient client;
    private final StepTokens tokens;
    private final Queue<String> certificates = new ConcurrentLinkedQueue<>();

    private StepCa(Process server, JsonClient client, StepTokens tokens) {
        this.server = server;
        this.client = client;
        this.tokens = tokens;
    }

    static StepCa start(Path directory) throws IOException, InterruptedException, GeneralSecurityException {
        Path program = build(directory);
        makeAuthority(directory);
        int port = PortalInstallation.freePort();
        String url = "https://127.0.0.1:" + port;
        StepTokens tokens = new StepTokens(CertificateRequests.newKey(), url);
        Path settings = Files.writeString(directory.resolve("ca.json"), """
                {"root": "root.crt", "crt": "issuer.crt", "key": "issuer.key", "address": "127.0.0.1:%d",
                 "dnsNames": ["127.0.0.1"], "logger": {"format": "text"},
                 "db": {"type": "badgerv2", "dataSource": "db"},
                 "authority": {"provisioners": [{"type": "JWK", "name": "bench", "key": %s}]}}
                """.formatted(port, tokens.jwk()));
        Path log = directory.resolve("step-ca.log");
        Process server = new ProcessBuilder(program.toString(), settings.toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        HttpClient https = HttpClient.newBuilder()
                .version(Version.HTTP_1_1)
                .sslContext(trusting(directory.resolve("root.crt")))
                .build();
        StepCa stepCa = new StepCa(server, new JsonClient(https, url), tokens);
        try {
            stepCa.client.awaitAnswer("/health", server);
        } catch (IOException e) {
            stepCa.close();
            throw new IOException(Files.readString(log), e);
        }
        Thread.sleep(CLOCK_GRANULARITY_MILLIS); // It refuses tokens from before its start, in whole seconds.
        return stepCa;
    }

    private static Path build(Path directory) throws IOException, InterruptedException {
        Path source = Files.createDirectories(directory.resolve("go/src/stepca"));
        Files.copy(Path.of("bench/stepca/main.go"), source.resolve("main.go"));
        Path program = directory.resolve("step-ca");
        GO.run(
                Map.of(
                        "GO111MODULE",
                        "off",
                        "GOFLAGS",
                        "",
                        "GOPATH",
                        directory.resolve("go") + ":/usr/share/gocode",
                        "GOCACHE",
                        Path.of("bench/target/go-cache").toAbsolutePath().toString()),
                "build",
                "-o",
                program.toString(),
                "stepca");
        return program;
    }

    private static void makeAuthority(Path directory) throws IOException, InterruptedException {
        Path extensions = Files.writeString(directory.resolve("extensions"), """
                basicConstraints = critical, CA:TRUE, pathlen:0
                keyUsage = critical, keyCertSign, cRLSign
                subjectKeyIdentifier = hash
                authorityKeyIdentifier = keyid
                """);
        String root = directory.resolve("root").toString();
        String issuer = directory.resolve("issuer").toString();
        openssl("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out " + root + ".key");
        openssl("req -x509 -new -key " + root + ".key -subj /CN=root -days 30 -out " + root + ".crt");
        openssl("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out " + issuer + ".key");
        openssl("req -new -key " + issuer + ".key -subj /CN=issuer -out " + issuer + ".csr");
        openssl("x509 -req -in " + issuer + ".csr -CA " + root + ".crt -CAkey " + root + ".key -CAcreateserial -days 30"
                + " -extfile " + extensions + " -out " + issuer + ".crt");
    }

    private static void openssl(String arguments) throws IOException, InterruptedException {
        ExternalProgram.OPENSSL.run(Map.of(), arguments.split(" ", -1));
    }

    private static SSLContext trusting(Path root) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(root)) {
            Certificate certificate = CertificateFactory.getInstance("X.509").generateCertificate(in);
            trusted.setCertificateEntry("root", certificate);
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    @Override
    public String name() {
        return "step-ca";
    }

    @Override
    public Optional<Requests> prepare(Operation operation, int most) throws Exception {
        return switch (operation) {
            case CSR -> Optional.of(signing(most));
            case EC_KEY, RSA_KEY -> Optional.empty();
            case REVOKE -> Optional.of(revoking(most));
        };
    }

    private Requests signing(int most) throws Exception {
        String csr = CertificateRequests.escaped(CertificateRequests.newKey(), SUBJECT);
        Queue<String> bodies = new ConcurrentLinkedQueue<>();
        long now = InstantSource.system().instant().getEpochSecond();
        for (int i = 0; i < most; i++) {
            bodies.add("{\"csr\": \"%s\", \"ott\": \"%s\"}".formatted(csr, tokens.token(SIGN, SUBJECT, now)));
        }
        return new Requests(
                _ -> certificates.add(
                        client.post(SIGN, bodies.remove(), 201).path("crt").asString()),
                most);
    }

    private Requests revoking(int most) throws Exception {
        Queue<String> bodies = new ConcurrentLinkedQueue<>();
        long now = InstantSource.system().instant().getEpochSecond();
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        for (String pem : List.copyOf(certificates).subList(0, Math.min(most, certificates.size()))) {
            X509Certificate certificate =
                    (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(pem.getBytes(US_ASCII)));
            String serial = certificate.getSerialNumber().toString();
            bodies.add("{\"serial\": \"%s\", \"ott\": \"%s\", \"reasonCode\": 1, \"passive\": true}"
                    .formatted(serial, tokens.token(REVOKE, serial, now)));
        }
        int number = bodies.size();
        return new Requests(_ -> client.post(REVOKE, bodies.remove(), 200), number);
    }

    @Override
    public void settle() {}

    @Override
    public CpuTimes cpu() {
        return new CpuTimes(
                Usage.of(server.toHandle()).cpuSeconds(),
                0,
                0,
                Usage.of(ProcessHandle.current()).cpuSeconds());
    }

    @Override
    public void close() {
        server.destroy();
        server.onExit().join();
    }
}
