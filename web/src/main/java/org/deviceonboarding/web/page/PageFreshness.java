package org.deviceonboarding.web.page;

import java.time.InstantSource;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.WebRequest;

/** Answers a page's refresh with 304 if nothing is new, before anything is read. */
@Component
public class PageFreshness {
    private static final long MINUTE = 60;

    private final InstantSource clock;

    PageFreshness(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Checks the browser's entity tag. Texts such as "3 minutes ago" change without an event, so a page is new at least once a
     * minute.
     *
     * @param position the position that the part of the page reflects
     * @return whether the browser has the newest version; then the answer is complete
     */
    public boolean seen(WebRequest request, long position) {
        return request.checkNotModified("\"" + position + "-" + clock.instant().getEpochSecond() / MINUTE + "\"");
    }
}
