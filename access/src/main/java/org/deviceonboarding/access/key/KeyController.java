package org.deviceonboarding.access.key;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.deviceonboarding.access.caller.AccessRole;
import org.deviceonboarding.access.paging.PageParameters;
import org.deviceonboarding.access.paging.PageRequest;
import org.deviceonboarding.access.parameter.NoParameters;
import org.deviceonboarding.domain.actor.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves {@code /admin/api-keys}: administrators make, list and revoke keys. */
@RestController
@Profile("command")
@RequestMapping("/admin/api-keys")
class KeyController {
    private final KeyChanges changes;
    private final ApiKeys keys;
    private final InstantSource clock;

    KeyController(KeyChanges changes, ApiKeys keys, InstantSource clock) {
        this.changes = changes;
        this.keys = keys;
        this.clock = clock;
    }

    @Operation(operationId = "createApiKey", summary = "Makes a key for a person or a program", tags = "Access")
    @ApiResponse(
            responseCode = "201",
            description = "It is done; the key is shown this once",
            useReturnTypeSchema = true)
    @PostMapping
    ResponseEntity<Created> create(@RequestBody KeyRequest body, NoParameters none, Actor actor) {
        KeyChanges.Made made = changes.create(body.check(clock.instant()), actor);
        return ResponseEntity.created(URI.create("/admin/api-keys/" + made.key().id()))
                .cacheControl(CacheControl.noStore())
                .body(Created.of(made));
    }

    @Operation(operationId = "listApiKeys", summary = "Who has a key, by name; never the key", tags = "Access")
    @GetMapping
    Page list(PageParameters parameters) {
        PageRequest request = parameters.request(KeyName::matches);
        List<ApiKey> found = keys.list(request);
        boolean more = found.size() > request.limit();
        List<ApiKey> shown = more ? found.subList(0, request.limit()) : found;
        Instant now = clock.instant();
        return new Page(
                shown.stream().map(key -> KeyView.of(key, now)).toList(),
                more ? PageRequest.cursor(shown.getLast().name()) : null);
    }

    @Operation(operationId = "revokeApiKey", summary = "Takes a key back", tags = "Access")
    @DeleteMapping("/{id}")
    Revoked revoke(@PathVariable UUID id, NoParameters none, Actor actor) {
        return new Revoked(id, "revoked", changes.revoke(id, actor));
    }

    /** @param key shown this once, and kept nowhere */
    record Created(
            UUID id,
            String name,
            String owner,
            List<String> roles,
            Instant createdAt,
            String createdBy,
            @Nullable Instant expiresAt,
            String key,
            long position) {
        static Created of(KeyChanges.Made made) {
            ApiKey key = made.key();
            return new Created(
                    key.id(),
                    key.name(),
                    key.owner(),
                    AccessRole.wireNames(key.roles()),
                    key.createdAt(),
                    key.createdBy(),
                    key.expiresAt(),
                    made.secret(),
                    made.position());
        }

        @Override
        public String toString() {
            return "Created " + name;
        }
    }

    /** @param nextCursor asks for the next page; null on the last one */
    record Page(List<KeyView> items, @Nullable String nextCursor) {}

    record Revoked(UUID id, String status, long position) {}
}
