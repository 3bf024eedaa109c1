package org.deviceonboarding.command.job;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.deviceonboarding.domain.bulk.BulkAction;
import org.deviceonboarding.domain.bulk.StopReason;
import org.deviceonboarding.domain.device.SerialNumber;
import org.deviceonboarding.domain.export.Cells;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Writes the result of each row of a job as CSV. */
@Component
class ResultsCsv {
    private static final int PAGE = 1_000;

    private final Rows rows;

    ResultsCsv(Rows rows) {
        this.rows = rows;
    }

    void write(Job job, HttpServletResponse response) throws IOException {
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename("results-" + job.id() + ".csv")
                        .build()
                        .toString());
        OutputStream out = response.getOutputStream();
        out.write(line("row", "name", "device_id", "certificate_serial", "status", "error", "warning"));
        List<Rows.RowResult> page = rows.results(job.id(), 0, PAGE);
        while (!page.isEmpty()) {
            for (Rows.RowResult row : page) {
                out.write(line(
                        row.row(),
                        row.name(),
                        device(job, row),
                        shown(row.serial()),
                        status(job, row),
                        error(job, row),
                        row.warning()));
            }
            page = rows.results(job.id(), page.getLast().row(), PAGE);
        }
    }

    /** An id set aside for a device that was not registered is nobody's business. */
    private static @Nullable String device(Job job, Rows.RowResult row) {
        return job.action() == BulkAction.IMPORT && !row.state().equals("done") ? null : row.deviceId();
    }

    private static @Nullable String error(Job job, Rows.RowResult row) {
        StopReason stopped = job.stopReason();
        return stopped != null && row.state().equals("waiting") ? stopped.wireName() : row.error();
    }

    private static String status(Job job, Rows.RowResult row) {
        return switch (row.state()) {
            case "done" -> done(job.action());
            case "refused" -> "refused";
            default -> job.status() == JobStatus.CANCELLED ? "cancelled" : "waiting";
        };
    }

    private static String done(BulkAction action) {
        return switch (action) {
            case IMPORT -> "registered";
            case REVOKE -> "revoked";
            case RENEW -> "renewed";
        };
    }

    static @Nullable String shown(@Nullable String serial) {
        return serial == null ? null : SerialNumber.parse(serial).shown();
    }

    static byte[] line(@Nullable Object... cells) {
        Object[] harmless = Stream.of(cells).map(Cells::harmless).toArray();
        return (CSVFormat.RFC4180.format(harmless) + "\r\n").getBytes(StandardCharsets.UTF_8);
    }
}
