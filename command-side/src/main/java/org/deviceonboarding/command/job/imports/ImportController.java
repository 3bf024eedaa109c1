package org.deviceonboarding.command.job.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Validator;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.deviceonboarding.access.idempotency.ChangeRequest;
import org.deviceonboarding.access.idempotency.ContentDigest;
import org.deviceonboarding.access.idempotency.Idempotent;
import org.deviceonboarding.command.issuing.CredentialSecrets;
import org.deviceonboarding.command.job.BulkProperties;
import org.deviceonboarding.command.job.Instructions;
import org.deviceonboarding.command.job.Intake;
import org.deviceonboarding.command.job.JobStatus;
import org.deviceonboarding.command.key.KeyClaims;
import org.deviceonboarding.domain.bulk.BulkAction;
import org.deviceonboarding.domain.bulk.BulkId;
import org.deviceonboarding.domain.device.Sha256;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.json.JsonMapper;

/** Serves {@code POST /imports}: reads a list row by row, and takes all of it or nothing. */
@RestController
class ImportController {
    private static final int LONGEST_ROW = 32 * 1024;

    private final Intake intake;
    private final NameCheck names;
    private final KeyCheck keys;
    private final KeyClaims claims;
    private final Validator rules;
    private final JsonMapper json;
    private final CredentialSecrets random;
    private final BulkProperties properties;
    private final Uploads uploads;

    ImportController(
            Intake intake,
            NameCheck names,
            KeyCheck keys,
            KeyClaims claims,
            Validator rules,
            JsonMapper json,
            CredentialSecrets random,
            BulkProperties properties,
            Uploads uploads) {
        this.intake = intake;
        this.names = names;
        this.keys = keys;
        this.claims = claims;
        this.rules = rules;
        this.json = json;
        this.random = random;
        this.properties = properties;
        this.uploads = uploads;
    }

    /** @param credentialsPassword opens the private keys in the batch's bundles; it is in no other place; absent if each row has a CSR */
    record ImportAnswer(
            BulkId importId,
            long rows,
            JobStatus status,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String credentialsPassword,

            long position) {
        @Override
        public String toString() {
            return "ImportAnswer[" + importId + "]"; // the password stays out of logs
        }
    }

    @Operation(
            operationId = "importDevices",
            summary = "Registers a list of devices: all of it is taken, or nothing",
            description =
                    "CSV has a first line of columns out of `name`, `type`, `location`, `firmware`, `labels` (`k=v;k=v`) and `csr`; each line of NDJSON is an object of those members, `labels` an object.",
            tags = "Bulk")
    @ApiResponse(responseCode = "202", description = "It runs", useReturnTypeSchema = true)
    @PostMapping(
            path = "/imports",
            consumes = {"text/csv", MediaType.APPLICATION_NDJSON_VALUE})
    @Idempotent(streamed = true)
    ResponseEntity<ImportAnswer> accept(ImportParameters parameters, HttpServletRequest request, ChangeRequest change) {
        boolean csv = requireReadable(request);
        Instructions instructions = parameters.instructions();
        try (Uploads.UploadSlot _ = uploads.take(change.actor().identity())
                        .orElseThrow(() -> new ResponseStatusException(
                                HttpStatus.TOO_MANY_REQUESTS, "Other lists are coming in; try again"));
                Intake.Incoming job = intake.open(BulkAction.IMPORT, instructions)) {
            Sha256 digest = receive(request, csv, job, instructions);
            ContentDigest.require(request, digest);
            return job.start(
                    digest,
                    change,
                    position -> job.accepted(
                            new ImportAnswer(job.id(), job.count(), JobStatus.RUNNING, job.password(), position)));
        }
    }

    /** Whether it is CSV. */
    private static boolean requireReadable(HttpServletRequest request) {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        MediaType type = MediaType.parseMediaType(request.getContentType());
        String charset = type.getParameter("charset");
        if ((encoding != null && !encoding.toLowerCase(Locale.ROOT).equals("identity"))
                || (charset != null && !charset.replace("\"", "").equalsIgnoreCase("utf-8"))) {
            throw new ResponseStatusException(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "A list comes uncompressed, in UTF-8");
        }
        return type.getSubtype().equals("csv");
    }

    private Sha256 receive(HttpServletRequest request, boolean csv, Intake.Incoming job, Instructions instructions) {
        MessageDigest digest = sha256();
        RowCheck rows = new RowCheck(rules, json, random, claims, job, instructions, properties.maxRows());
        try {
            InputStream body = ImportBody.plain(new BufferedInputStream(
                    new DigestInputStream(new SteadyBody(request.getInputStream(), System::nanoTime), digest)));
            if (csv) {
                CsvList.read(body, LONGEST_ROW, rows);
            } else {
                new NdjsonList(json).read(body, LONGEST_ROW, rows);
            }
        } catch (UnreadableList e) {
            rows.bad().add(e.isAbove() ? 0 : rows.next(), "", e.getMessage());
        } catch (SteadyBody.TooSlow e) {
            throw new ResponseStatusException(HttpStatus.REQUEST_TIMEOUT, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new HttpMessageNotReadableException(
                    "The list did not come in", e, new ServletServerHttpRequest(request));
        }
        job.flush();
        names.check(job.id(), rows.bad());
        keys.check(job.id(), rows.bad());
        if (job.count() == 0 && rows.bad().isEmpty()) {
            rows.bad().add(0, "", "The list has no rows");
        }
        if (!rows.bad().isEmpty()) {
            throw rows.bad().toException();
        }
        names.warn(job.id());
        return new Sha256(HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
