package org.deviceonboarding.web.page;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Adds the attributes that the frame of every page needs. */
@ControllerAdvice(basePackages = "org.deviceonboarding.web")
class PageFrame {
    private final Assets assets;
    private final InstantSource clock;

    PageFrame(Assets assets, InstantSource clock) {
        this.assets = assets;
        this.clock = clock;
    }

    @ModelAttribute("assets")
    String assets(HttpServletRequest request) {
        return request.getContextPath() + assets.path();
    }

    @ModelAttribute("caller")
    PageViewer caller(HttpServletRequest request) {
        return PageViewer.of(request);
    }

    @ModelAttribute("as")
    Formatter written() {
        return new Formatter(clock.instant());
    }
}
