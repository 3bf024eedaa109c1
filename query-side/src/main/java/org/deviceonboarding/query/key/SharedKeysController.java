package org.deviceonboarding.query.key;

import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.deviceonboarding.access.paging.PageParameters;
import org.deviceonboarding.access.paging.PageRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lists keys that several holders have, which can impersonate each other. */
@RestController
class SharedKeysController {
    private static final String KEY = "[0-9a-f]{64}";

    private final SharedKeys keys;

    SharedKeysController(SharedKeys keys) {
        this.keys = keys;
    }

    /** @param nextCursor asks for the next page; null on the last one */
    record Page(List<SharedKey> items, @Nullable String nextCursor) {}

    @Operation(
            operationId = "listSharedKeys",
            summary = "Keys that several devices hold, or that were compromised and are still in use",
            description =
                    "From before that was refused. A page may have fewer items than its `limit` and still not be the last one.",
            tags = "Certificates")
    @GetMapping("/devices/shared-keys")
    Page list(PageParameters parameters) {
        PageRequest page = parameters.request(text -> text.matches(KEY));
        SharedKeys.Page found = keys.page(page.after(), page.limit());
        return new Page(found.shared(), found.last() == null ? null : PageRequest.cursor(found.last()));
    }
}
