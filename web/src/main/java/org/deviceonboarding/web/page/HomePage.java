package org.deviceonboarding.web.page;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Redirects the portal's address to the fleet's page. */
@Controller
class HomePage {
    @GetMapping({"/", "/ui", "/ui/"})
    String home() {
        return "redirect:/ui/fleet";
    }
}
