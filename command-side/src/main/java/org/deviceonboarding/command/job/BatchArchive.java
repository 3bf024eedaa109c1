package org.deviceonboarding.command.job;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.deviceonboarding.domain.bulk.BulkId;
import org.springframework.stereotype.Component;

/**
 * Writes the credentials of a batch as one ZIP: a ZIP for each device, encrypted already and therefore only stored,
 * and at the end {@code index.csv}, which lists what is in it. Written page by page.
 */
@Component
class BatchArchive {
    private static final int PAGE = 50;
    private static final int INDEX_PAGE = 1_000;

    private final Downloads downloads;
    private final Rows rows;

    BatchArchive(Downloads downloads, Rows rows) {
        this.downloads = downloads;
        this.rows = rows;
    }

    /** Answers how many bundles were written. */
    long write(BulkId id, long attempt, OutputStream out) throws IOException {
        BitSet written = new BitSet();
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        List<Downloads.BatchBundle> page = downloads.page(id, 0, PAGE);
        while (!page.isEmpty()) {
            downloads.leaving(id, attempt, page.getLast().row());
            for (Downloads.BatchBundle bundle : page) {
                // Only now: whoever fetches may be slow, and the device may be revoked meanwhile.
                byte[] content = downloads.zip(id, bundle).orElse(null);
                if (content != null) {
                    store(zip, file(bundle.deviceId()), content);
                    written.set(bundle.row());
                }
            }
            page = downloads.page(id, page.getLast().row(), PAGE);
        }
        index(id, zip, written);
        zip.finish();
        out.flush();
        return written.cardinality();
    }

    private static String file(String deviceId) {
        return deviceId + ".zip";
    }

    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private void index(BulkId id, ZipOutputStream zip, BitSet written) throws IOException {
        zip.putNextEntry(new ZipEntry("index.csv"));
        zip.write(ResultsCsv.line("name", "device_id", "serial", "file"));
        for (int row = written.nextSetBit(0); row >= 0; ) {
            List<Rows.RowResult> page = rows.results(id, row - 1, INDEX_PAGE);
            for (Rows.RowResult result : page) {
                if (written.get(result.row())) {
                    zip.write(ResultsCsv.line(
                            result.name(),
                            result.deviceId(),
                            ResultsCsv.shown(result.serial()),
                            file(result.deviceId())));
                }
            }
            row = page.isEmpty() ? -1 : written.nextSetBit(page.getLast().row() + 1);
        }
        zip.closeEntry();
    }
}
