package org.deviceonboarding.web.access;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Shows API keys and approvals. The page's script reads both from the HTTP interface. */
@Controller
class AccessPage {
    @GetMapping("/ui/access")
    String page() {
        return "ui/access";
    }
}
