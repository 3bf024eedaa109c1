package org.deviceonboarding.web.page;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Where the portal begins. */
@Controller
class HomePage {
    @GetMapping({"/", "/ui", "/ui/"})
    String home() {
        return "redirect:/ui/fleet";
    }
}
