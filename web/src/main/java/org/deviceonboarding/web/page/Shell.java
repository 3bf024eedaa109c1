package org.deviceonboarding.web.page;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Gives every page what its frame needs. */
@ControllerAdvice(basePackages = "org.deviceonboarding.web")
class Shell {
    private final Assets assets;
    private final InstantSource clock;

    Shell(Assets assets, InstantSource clock) {
        this.assets = assets;
        this.clock = clock;
    }

    @ModelAttribute("assets")
    String assets() {
        return assets.path();
    }

    @ModelAttribute("caller")
    Caller caller(HttpServletRequest request) {
        return Caller.of(request);
    }

    @ModelAttribute("as")
    Written written() {
        return new Written(clock.instant());
    }
}
