package org.deviceonboarding.web.authority;

import java.util.List;
import org.deviceonboarding.audit.authority.AuthorityReads;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Shows the issuing CAs and the age of the CRL. */
@Controller
class AuthorityPage {
    private final AuthorityReads authorities;

    AuthorityPage(AuthorityReads authorities) {
        this.authorities = authorities;
    }

    @GetMapping("/ui/ca")
    String page(Model model) {
        List<AuthorityReads.Authority> all = authorities.all();
        model.addAttribute("authority", all.isEmpty() ? null : all.getFirst());
        model.addAttribute("earlier", all.isEmpty() ? List.of() : all.subList(1, all.size()));
        return "ui/ca";
    }
}
