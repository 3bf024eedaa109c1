package org.deviceonboarding.command.credentials;

import io.swagger.v3.oas.annotations.Operation;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.deviceonboarding.command.bundle.BundleStore;
import org.deviceonboarding.command.bundle.WaitingBundle;
import org.deviceonboarding.command.device.CommandEnvelope;
import org.deviceonboarding.domain.actor.Actor;
import org.deviceonboarding.domain.command.DeviceCommand;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.command.CommandDispatcher;
import org.jspecify.annotations.Nullable;
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
 * Serves the one-time link to a device's credentials. Fetching is an act, a POST; GET and HEAD look, and leave
 * everything as it is.
 */
@RestController
@RequestMapping("/credentials/{token}")
class CredentialsController {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final MediaType ZIP = MediaType.valueOf("application/zip");

    private final BundleStore bundles;
    private final Custody custody;
    private final LinkPages pages;
    private final CommandDispatcher commands;

    CredentialsController(BundleStore bundles, Custody custody, LinkPages pages, CommandDispatcher commands) {
        this.bundles = bundles;
        this.custody = custody;
        this.pages = pages;
        this.commands = commands;
    }

    @Operation(
            operationId = "showCredentials",
            summary =
                    "Shows a page with a button that fetches a device's credentials, or who fetched them; hands out nothing",
            tags = "Certificates")
    @GetMapping
    ResponseEntity<String> look(
            @PathVariable String token,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept) {
        if (LinkPages.isBrowser(accept)) {
            return pages.page(false, state(token));
        }
        throw behind(token).isPresent() ? new FetchedByPost() : unknown();
    }

    @Operation(
            operationId = "fetchCredentials",
            summary = "Hands out a device's credentials, once",
            tags = "Certificates")
    @PostMapping
    ResponseEntity<?> fetch(
            @PathVariable String token,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept,
            Actor actor) {
        try {
            return deliver(find(token), actor);
        } catch (Refused e) {
            if (LinkPages.isBrowser(accept)) {
                return pages.page(false, state(token));
            }
            throw e;
        }
    }

    private ResponseEntity<byte[]> deliver(WaitingBundle bundle, Actor actor) {
        DeviceCommand command = new DeviceCommand.DeliverCredentials(bundle.deviceId(), bundle.id());
        byte[] zip =
                commands.ask(CommandEnvelope.of(command), actor, byte[].class).orElseThrow();
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

    private LinkState state(String token) {
        return behind(token).map(custody::of).orElseGet(LinkState.Unknown::new);
    }

    private WaitingBundle find(String token) {
        WaitingBundle bundle = behind(token).orElseThrow(CredentialsController::unknown);
        if (!bundle.available()) {
            throw new Refused(RefusalCode.GONE, "These credentials were delivered or have expired");
        }
        return bundle;
    }

    private Optional<WaitingBundle> behind(String token) {
        return TOKEN.matcher(token).matches()
                ? bundles.find(Sha256.of(token.getBytes(StandardCharsets.US_ASCII)))
                : Optional.empty();
    }

    private static Refused unknown() {
        return new Refused(RefusalCode.NOT_FOUND, "No credentials wait behind this link");
    }
}
