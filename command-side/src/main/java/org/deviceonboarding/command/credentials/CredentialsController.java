package org.deviceonboarding.command.credentials;

import io.swagger.v3.oas.annotations.Operation;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.deviceonboarding.command.bundle.BundleStore;
import org.deviceonboarding.command.bundle.WaitingBundle;
import org.deviceonboarding.command.device.DeviceCommand;
import org.deviceonboarding.messages.device.Sha256;
import org.deviceonboarding.messages.refusal.RefusalCode;
import org.deviceonboarding.messages.refusal.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * The one-time link.
 *
 * <p>A browser that merely opens it gets a page with a button, and a HEAD request gets headers: neither link previews
 * nor mail scanners burn the bundle.
 */
@RestController
@RequestMapping("/credentials/{token}")
class CredentialsController {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final MediaType ZIP = MediaType.valueOf("application/zip");
    private static final Resource PAGE = new ClassPathResource("credentials.html", CredentialsController.class);

    private final BundleStore bundles;
    private final CommandGateway commands;

    CredentialsController(BundleStore bundles, CommandGateway commands) {
        this.bundles = bundles;
        this.commands = commands;
    }

    @Operation(
            operationId = "fetchCredentials",
            summary = "Hands out a device's credentials, once; to a browser, a page with a button",
            tags = "Certificates")
    @GetMapping
    ResponseEntity<?> get(
            @PathVariable String token,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept) {
        return accept != null && accept.contains(MediaType.TEXT_HTML_VALUE) ? page(token) : deliver(token);
    }

    @Operation(
            operationId = "downloadCredentials",
            summary = "Hands out a device's credentials, once",
            tags = "Certificates")
    @PostMapping
    ResponseEntity<byte[]> deliver(@PathVariable String token) {
        WaitingBundle bundle = find(token);
        byte[] zip = commands.sendAndWait(new DeviceCommand.DeliverCredentials(bundle.deviceId(), bundle.id()));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(ZIP)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("credentials-" + bundle.deviceId() + ".zip")
                                .build()
                                .toString())
                .body(zip);
    }

    @Operation(
            operationId = "checkCredentials",
            summary = "Tells whether credentials still wait",
            tags = "Certificates")
    @RequestMapping(method = RequestMethod.HEAD)
    ResponseEntity<Void> head(@PathVariable String token) {
        find(token);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(ZIP)
                .build();
    }

    private ResponseEntity<Resource> page(String token) {
        find(token);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .body(PAGE);
    }

    private WaitingBundle find(String token) {
        if (!TOKEN.matcher(token).matches()) {
            throw unknown();
        }
        WaitingBundle bundle = bundles.find(Sha256.of(token.getBytes(StandardCharsets.US_ASCII)))
                .orElseThrow(CredentialsController::unknown);
        if (!bundle.available()) {
            throw new Refused(RefusalCode.GONE, "These credentials were delivered or have expired");
        }
        return bundle;
    }

    private static Refused unknown() {
        return new Refused(RefusalCode.NOT_FOUND, "No credentials wait behind this link");
    }
}
