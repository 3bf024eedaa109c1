package org.deviceonboarding.cli.server;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.deviceonboarding.cli.http.PortalClient;
import org.deviceonboarding.cli.output.ListPrinter;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Options that limit a list. The server sends pages; the command reads pages until the limit. */
public final class PagingOptions {
    private static final int DEFAULT = 100;
    private static final int PAGE = 500;

    @ArgGroup
    private Size size = new Size();

    /** Either a number or all items. */
    private static final class Size {
        @Option(names = "--limit", paramLabel = "N", description = "Print at most this many items (default: 100).")
        private int limit = DEFAULT;

        @Option(names = "--all", description = "Print all items.")
        private boolean all;
    }

    /**
     * @param cursor the parameter that asks for the next page
     * @param next the member of a page that holds the cursor of the next page
     * @return whether the list has more items
     */
    public boolean list(
            PortalClient portal, String path, Map<String, ?> where, String cursor, String next, ListPrinter listing)
            throws IOException {
        long left = size.all ? Long.MAX_VALUE : size.limit;
        String from = "";
        while (left > 0) {
            Map<String, Object> asked = new LinkedHashMap<>(where);
            asked.put("limit", Math.min(left, PAGE));
            if (!from.isEmpty()) {
                asked.put(cursor, from);
            }
            JsonNode page = portal.json(path, asked);
            for (JsonNode item : page.path("items")) {
                listing.add(item);
                left--;
            }
            String reached = page.path(next).asString("");
            if (reached.isEmpty()) {
                return false;
            }
            if (Objects.equals(reached, from)) {
                throw new IOException("The server's list repeats itself");
            }
            from = reached;
        }
        return true;
    }
}
