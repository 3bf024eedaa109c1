package org.deviceonboarding.query.fleet;

import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.deviceonboarding.access.paging.PageParameters;
import org.deviceonboarding.access.paging.PageRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lists old names that would be refused today because another device has them. */
@RestController
class CollidingNamesController {
    private final CollidingNames names;

    CollidingNamesController(CollidingNames names) {
        this.names = names;
    }

    @Operation(
            operationId = "listCollidingNames",
            summary = "Names that several devices have, in spellings that were told apart before",
            tags = "Devices")
    @GetMapping("/devices/colliding-names")
    Page list(PageParameters parameters) {
        PageRequest page = parameters.request(CollidingNames.Key::isOne);
        List<CollidingNames.Held> found = names.list(page);
        boolean more = found.size() > page.limit();
        List<CollidingNames.Held> shown = found.stream().limit(page.limit()).toList();
        return new Page(shown, more ? PageRequest.cursor(shown.getLast().key().text()) : null);
    }

    /** @param nextCursor asks for the next page; null on the last one */
    record Page(List<CollidingNames.Held> items, @Nullable String nextCursor) {}
}
