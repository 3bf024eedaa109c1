package org.deviceonboarding.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.deviceonboarding.pki.CaStoreException.Problem;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A CA's folder")
class CaStoreTest {
    private static final char[] PASSWORD = "correct horse".toCharArray();
    private static final InstantSource CLOCK = InstantSource.fixed(TestCa.NOW);

    @TempDir
    Path temporary;

    private Path folder() {
        return temporary.resolve("ca");
    }

    private CertificateAuthority open() {
        return open(folder());
    }

    private static CertificateAuthority open(Path folder) {
        return CaStore.pkcs12(folder, PASSWORD).open(CLOCK, TestCa.RANDOM);
    }

    @Test
    void keepsTheCaFromItsFirstOpening() throws Exception {
        CertificateAuthority first = open();
        CertificateAuthority second = open();

        assertThat(second.chain()).isEqualTo(first.chain());
        issue(second).verify(first.issuer().getPublicKey());
    }

    @Test
    void holdsFourFilesAndHidesTheKeys() throws Exception {
        CertificateAuthority ca = open();

        assertThat(names(folder())).containsExactly(".lock", "issuing.crt", "issuing.p12", "root.crt", "root.p12");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())))
                .isEqualTo("rwx------");
        assertThat(Stream.of("issuing.p12", "root.p12"))
                .allSatisfy(name -> assertThat(
                                PosixFilePermissions.toString(Files.getPosixFilePermissions(folder().resolve(name))))
                        .isEqualTo("rw-------"));
        assertThat(Pem.decodeCertificate(Files.readString(folder().resolve("root.crt"))))
                .isEqualTo(ca.root());
        assertThat(Pem.decodeCertificate(Files.readString(folder().resolve("issuing.crt"))))
                .isEqualTo(ca.issuer());
    }

    @ParameterizedTest
    @ValueSource(strings = {"issuing.p12", "root.p12"})
    void opensForOtherToolsWithThePasswordOnly(String name) {
        open();

        assertThat(Stream.of("correct horse", "wrong"))
                .extracting(password -> Tool.OPENSSL
                        .run(folder(), "pkcs12", "-in", name, "-noout", "-passin", "pass:" + password)
                        .exitCode())
                .containsExactly(0, 1);
    }

    @Test
    void worksOnWithoutTheRootKeyAndWithoutWriteAccess() throws Exception {
        CertificateAuthority before = open();
        Files.move(folder().resolve("root.p12"), temporary.resolve("safe"));
        Files.delete(folder().resolve(".lock"));

        assertThat(open().chain()).isEqualTo(before.chain());
        assertThat(names(folder())).containsExactly("issuing.crt", "issuing.p12", "root.crt");
    }

    @Test
    void mayHoldAnOperatorsOwnKeyStore() throws Exception {
        NewCa theirs = NewCa.make(TestCa.NOW, TestCa.RANDOM);
        Files.createDirectory(folder());
        save(folder(), theirs.issuingKey().getPrivate(), theirs.issuing(), theirs.root());

        assertThat(open().chain()).containsExactly(theirs.issuing(), theirs.root());
    }

    @Nested
    @DisplayName("opened by many at once for the first time")
    class OpenedByManyAtOnce {
        @Test
        void givesAllThreadsOneCa() throws Exception {
            try (var threads = Executors.newFixedThreadPool(8)) {
                List<Callable<List<X509Certificate>>> openings = java.util.Collections.nCopies(8, () -> open().chain());

                assertThat(threads.invokeAll(openings).stream()
                                .map(Future::resultNow)
                                .distinct())
                        .hasSize(1);
            }
        }

        @Test
        void givesAllProcessesOneCa() throws Exception {
            List<Process> processes = Stream.of(1, 2, 3)
                    .map(_ -> {
                        try {
                            return new ProcessBuilder(
                                            Path.of(System.getProperty("java.home"), "bin", "java")
                                                    .toString(),
                                            "-XX:TieredStopAtLevel=1",
                                            "-cp",
                                            System.getProperty("java.class.path"),
                                            Opener.class.getName(),
                                            folder().toString())
                                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                                    .start();
                        } catch (java.io.IOException e) {
                            throw new AssertionError(e);
                        }
                    })
                    .toList();
            // They start in any order but open together.
            for (Process process : processes) {
                assertThat(process.getInputStream().read()).isEqualTo('?');
            }
            for (Process process : processes) {
                try (OutputStream go = process.getOutputStream()) {
                    go.write('!');
                }
            }
            List<String> answers = new java.util.ArrayList<>();
            for (Process process : processes) {
                answers.add(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
                assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            }

            assertThat(answers).containsOnly(Pem.chain(open().chain()));
        }
    }

    /** A process of its own that opens the CA when told and prints its chain. */
    static final class Opener {
        public static void main(String[] arguments) throws Exception {
            System.out.write('?');
            System.out.flush();
            System.in.read();
            System.out.print(Pem.chain(open(Path.of(arguments[0])).chain()));
            System.out.flush();
        }
    }

    @Nested
    @DisplayName("after a crash during the first opening")
    class AfterACrash {
        private final List<String> inOrder = List.of("issuing.p12", "root.p12", "issuing.crt", "root.crt");

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3, 4})
        void startsAnewIfNothingWasCommitted(int written) throws Exception {
            CertificateAuthority lost = open();
            for (String name : inOrder) {
                Files.move(folder().resolve(name), draft(name));
            }
            for (String name : inOrder.subList(written, 4)) {
                Files.delete(draft(name));
            }
            Path last = draft(inOrder.get(written - 1));
            Files.write(last, Arrays.copyOf(Files.readAllBytes(last), 100));

            CertificateAuthority made = open();

            assertThat(made.root()).isNotEqualTo(lost.root());
            assertThat(Pem.decodeCertificate(Files.readString(folder().resolve("root.crt"))))
                    .isEqualTo(made.root());
            assertThat(names(folder())).noneMatch(name -> name.endsWith(".draft"));
            assertThat(open().chain()).isEqualTo(made.chain());
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3})
        void finishesWhatWasCommitted(int renamed) throws Exception {
            CertificateAuthority made = open();
            for (String name : inOrder.subList(renamed, 4)) {
                Files.move(folder().resolve(name), draft(name));
            }

            assertThat(open().chain()).isEqualTo(made.chain());
            assertThat(names(folder())).containsExactly(".lock", "issuing.crt", "issuing.p12", "root.crt", "root.p12");
        }

        private Path draft(String name) {
            return folder().resolve(name + ".draft");
        }
    }

    @Nested
    @DisplayName("cannot be opened")
    class CannotBeOpened {
        @Test
        void withTheWrongPassword() {
            open();

            assertThatThrownBy(() -> CaStore.pkcs12(folder(), "wrong horse".toCharArray())
                            .open(CLOCK, TestCa.RANDOM))
                    .satisfies(e -> problem(e, Problem.WRONG_PASSWORD, "issuing.p12: the password is wrong"))
                    .hasMessageNotContaining("horse");
        }

        @Test
        void withoutAPassword() {
            assertThatThrownBy(() -> CaStore.pkcs12(folder(), new char[0]))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 100, 1000})
        void withATruncatedKeyStore(int length) throws Exception {
            open();
            Path issuing = folder().resolve("issuing.p12");
            Files.write(issuing, Arrays.copyOf(Files.readAllBytes(issuing), length));

            assertThatThrownBy(CaStoreTest.this::open)
                    .satisfies(e -> problem(e, Problem.UNREADABLE, "issuing.p12 is damaged"));
        }

        @Test
        void withAKeyStoreAlteredOnDisk() throws Exception {
            open();
            Path issuing = folder().resolve("issuing.p12");
            byte[] bytes = Files.readAllBytes(issuing);
            bytes[bytes.length / 2] ^= 1;
            Files.write(issuing, bytes);

            assertThatThrownBy(CaStoreTest.this::open)
                    .satisfies(e -> problem(e, Problem.WRONG_PASSWORD, "or the file was altered"));
        }

        @Test
        void withTheIssuingKeyMislaid() throws Exception {
            open();
            Files.delete(folder().resolve("issuing.p12"));
            byte[] root = Files.readAllBytes(folder().resolve("root.p12"));

            assertThatThrownBy(CaStoreTest.this::open)
                    .satisfies(e -> problem(e, Problem.INCOMPLETE, "issuing.p12 is missing"));
            assertThat(folder().resolve("root.p12")).hasBinaryContent(root);
        }

        @Test
        void withAnotherKeysCertificate() throws Exception {
            NewCa one = NewCa.make(TestCa.NOW, TestCa.RANDOM);
            NewCa other = NewCa.make(TestCa.NOW, TestCa.RANDOM);
            Files.createDirectory(folder());
            save(folder(), other.issuingKey().getPrivate(), one.issuing(), one.root());

            assertThatThrownBy(CaStoreTest.this::open)
                    .satisfies(e -> problem(e, Problem.KEY_MISMATCH, "belongs to another key"));
        }

        @Test
        void withAnotherCasRoot() throws Exception {
            NewCa one = NewCa.make(TestCa.NOW, TestCa.RANDOM);
            NewCa other = NewCa.make(TestCa.NOW, TestCa.RANDOM);
            Files.createDirectory(folder());
            save(folder(), one.issuingKey().getPrivate(), one.issuing());

            assertThatThrownBy(CaStoreTest.this::open).satisfies(e -> problem(e, Problem.BROKEN_CHAIN, "root"));
            assertThatThrownBy(() -> new CaValidation(
                                    SigningKey.inMemory(
                                            one.issuingKey().getPrivate(), TestCa.RANDOM, InstantSource.system()),
                                    List.of(one.issuing(), other.root()),
                                    CLOCK)
                            .check("here"))
                    .satisfies(e -> problem(e, Problem.BROKEN_CHAIN, "here"));
        }

        @Test
        void withADevicesKeyStore() throws Exception {
            NewCa ca = NewCa.make(TestCa.NOW, TestCa.RANDOM);
            var device = KeyAlgorithm.EC_P256.generate(TestCa.RANDOM);
            X509Certificate leaf = TestCa.ca(ca, CLOCK).issueDevice(TestCa.DEVICE, device.getPublic(), TestCa.PROFILE);
            Files.createDirectory(folder());
            save(folder(), device.getPrivate(), leaf, ca.issuing(), ca.root());

            assertThatThrownBy(CaStoreTest.this::open)
                    .satisfies(e -> problem(e, Problem.BROKEN_CHAIN, "is no CA certificate"));
        }

        @Test
        void afterItsCertificateExpired() {
            Instant end = open().issuer().getNotAfter().toInstant();

            assertThatThrownBy(() -> CaStore.pkcs12(folder(), PASSWORD)
                            .open(InstantSource.fixed(end.plusSeconds(1)), TestCa.RANDOM))
                    .satisfies(e -> problem(e, Problem.EXPIRED, "expired at " + end));
        }

        @Test
        void whereNoFolderCanBe() throws Exception {
            Files.writeString(folder(), "a file");

            assertThatThrownBy(CaStoreTest.this::open)
                    .satisfies(e -> problem(e, Problem.UNREADABLE, "neither read nor"));
        }
    }

    private static void problem(Throwable thrown, Problem problem, String text) {
        assertThat(thrown)
                .isInstanceOfSatisfying(
                        CaStoreException.class, e -> assertThat(e.problem()).isEqualTo(problem));
        assertThat(thrown).hasMessageContaining(text);
    }

    private static X509Certificate issue(CertificateAuthority ca) {
        return ca.issueDevice(
                TestCa.DEVICE, KeyAlgorithm.EC_P256.generate(TestCa.RANDOM).getPublic(), TestCa.PROFILE);
    }

    private static void save(Path folder, PrivateKey key, X509Certificate... chain) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("any", key, PASSWORD, chain);
        try (OutputStream out = Files.newOutputStream(folder.resolve("issuing.p12"))) {
            store.store(out, PASSWORD);
        }
    }

    private static List<String> names(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
