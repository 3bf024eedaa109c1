package org.deviceonboarding.web.access;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** API keys and approvals: the page's module reads both from the interface that programs use. */
@Controller
class AccessPage {
    @GetMapping("/ui/access")
    String page() {
        return "ui/access";
    }
}
