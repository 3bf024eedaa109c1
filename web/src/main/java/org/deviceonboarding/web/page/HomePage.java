package org.deviceonboarding.web.page;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.view.RedirectView;

/** Redirects the portal's address to the fleet's page. */
@Controller
class HomePage {
    @GetMapping({"/", "/ui", "/ui/"})
    RedirectView home() {
        return new RedirectView("/ui/fleet");
    }
}
