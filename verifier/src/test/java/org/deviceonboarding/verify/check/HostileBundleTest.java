package org.deviceonboarding.verify.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.deviceonboarding.verify.bundle.AuditBundle;
import org.deviceonboarding.verify.bundle.AuditBundleRefused;
import org.deviceonboarding.verify.bundle.BundlePart;
import org.deviceonboarding.verify.bundle.LineReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A bundle from anybody")
class HostileBundleTest {
    @TempDir
    private Path folder;

    private final Map<String, byte[]> parts = new LinkedHashMap<>();

    @BeforeEach
    void makeAGoodOne() throws Exception {
        SampleLog log = new SampleLog(folder.resolve("ca"));
        log.establish();
        log.register("pump");
        Path good = new SampleBundle(log, SampleBundle.signer()).sign(3).write(folder.resolve("good.zip"));
        try (ZipFile zip = new ZipFile(good.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                parts.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
    }

    private byte[] part(String name) {
        return Objects.requireNonNull(parts.get(name));
    }

    private Path written() throws IOException {
        Path file = folder.resolve("hostile.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
            }
        }
        return file;
    }

    private void isRefused(String reason) throws IOException {
        Path file = written();
        assertThatThrownBy(() -> AuditBundle.open(file))
                .isInstanceOf(AuditBundleRefused.class)
                .hasMessageContaining(reason);
    }

    @Test
    void isReadIfItIsGood() throws Exception {
        try (AuditBundle bundle = AuditBundle.open(written())) {
            assertThat(Verification.of(bundle, TrustAnchors.NONE, _ -> {}).findings())
                    .isEmpty();
        }
    }

    @Test
    void hasNoPartsButThoseOfABundle() throws IOException {
        parts.put("../../etc/passwd", new byte[0]);
        isRefused("No part of a bundle is named ../../etc/passwd");
        parts.remove("../../etc/passwd");
        parts.put("crls/1e3.crl", new byte[0]);
        isRefused("crls/1e3.crl");
    }

    @Test
    void hasAllParts() throws IOException {
        parts.remove("events.ndjson");
        isRefused("lacks events.ndjson");
    }

    @Test
    void isOfAFormatThatIsKnown() throws IOException {
        String manifest = new String(part("manifest.json"), StandardCharsets.UTF_8);
        parts.put(
                "manifest.json",
                manifest.replace("\"format\":1", "\"format\":2").getBytes(StandardCharsets.UTF_8));
        isRefused("format 2");
    }

    @Test
    void isAWholeZipFile() throws IOException {
        Path file = written();
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 7));

        assertThatThrownBy(() -> AuditBundle.open(file)).isInstanceOf(AuditBundleRefused.class);
    }

    @Test
    void cannotUnfoldWithoutEnd() throws Exception {
        parts.put("events.ndjson", new byte[64 << 20]);
        try (AuditBundle bundle = AuditBundle.open(written());
                LineReader lines = bundle.lines(BundlePart.EVENTS)) {
            assertThatThrownBy(lines::next).hasMessageContaining("more than");
        }
        parts.put("manifest.json", new byte[2 << 20]);
        isRefused("more than");
    }

    @Test
    void hasLinesOfBoundedLength() throws Exception {
        ByteArrayOutputStream noise = new ByteArrayOutputStream();
        byte[] chunk = new byte[1 << 20];
        for (int i = 0; i < 5; i++) {
            SampleLog.RANDOM.nextBytes(chunk);
            for (byte octet : chunk) {
                noise.write(octet == '\n' ? 0 : octet);
            }
        }
        parts.put("events.ndjson", noise.toByteArray());
        try (AuditBundle bundle = AuditBundle.open(written());
                LineReader lines = bundle.lines(BundlePart.EVENTS)) {
            assertThatThrownBy(lines::next)
                    .isInstanceOf(AuditBundleRefused.class)
                    .hasMessageContaining("Line 1");
        }
    }

    @Test
    void doesNotEndInTheMiddleOfALine() throws Exception {
        byte[] events = part("events.ndjson");
        parts.put("events.ndjson", Arrays.copyOf(events, events.length - 1));
        try (AuditBundle bundle = AuditBundle.open(written())) {
            assertThatThrownBy(() -> Verification.of(bundle, TrustAnchors.NONE, _ -> {}))
                    .isInstanceOf(AuditBundleRefused.class)
                    .hasMessageContaining("breaks off");
        }
    }

    @Test
    void saysOneThingToEveryReader() throws Exception {
        String events = new String(part("events.ndjson"), StandardCharsets.UTF_8);
        parts.put(
                "events.ndjson",
                events.replaceFirst("\\{\"position\":1,", "{\"position\":1,\"position\":1,")
                        .getBytes(StandardCharsets.UTF_8));
        try (AuditBundle bundle = AuditBundle.open(written())) {
            assertThat(Verification.of(bundle, TrustAnchors.NONE, _ -> {}).findings())
                    .extracting(Finding::fault)
                    .contains(FindingKind.UNREADABLE);
        }
    }
}
