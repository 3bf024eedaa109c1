package org.deviceonboarding.access.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deviceonboarding.access.caller.CallerPrincipal;
import org.deviceonboarding.access.key.ApiKeyReader;
import org.deviceonboarding.access.limit.Guesses;
import org.deviceonboarding.access.parameter.Parameters;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/** Serves the sign-in page and sign-out. */
@Controller
@Profile("command")
class LoginController {
    private static final String NEXT = "next";
    private static final String KEY = "key";
    private static final String PROBLEM = "problem";

    /** What may go wrong with a sign-in at the issuer. */
    private static final Map<String, String> PROBLEMS = Map.of(
            "refused", "The sign-in did not come to its end. Try again.",
            "unavailable", "Your organisation's sign-in does not answer. Try again soon, or use an API key.",
            "no_role", "Your account has no role in this portal. Ask its administrator for one.");

    private final SignIns signIns;
    private final ApiKeyReader keys;
    private final Guesses guesses;
    private final boolean sso;

    LoginController(
            SignIns signIns, ApiKeyReader keys, Guesses guesses, @Value("${portal.oidc.client-id}") String clientId) {
        this.signIns = signIns;
        this.keys = keys;
        this.guesses = guesses;
        this.sso = !clientId.isEmpty();
    }

    @GetMapping("/login")
    ModelAndView page(@RequestParam MultiValueMap<String, String> parameters) {
        String next = read(parameters, Set.of(NEXT, PROBLEM));
        return CallerPrincipal.current().isPresent()
                ? redirect(next)
                : form(
                        next,
                        PROBLEMS.get(
                                parameters.getOrDefault(PROBLEM, List.of("")).getFirst()),
                        HttpStatus.OK);
    }

    @PostMapping(path = "/login", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ModelAndView signIn(
            @RequestParam MultiValueMap<String, String> parameters,
            HttpServletRequest request,
            HttpServletResponse response) {
        String next = read(parameters, Set.of(NEXT, KEY, "_csrf"));
        String key = Optional.ofNullable(parameters.getFirst(KEY)).orElse("").strip();
        try {
            signIns.begin(keys.read(key), request, response);
            return redirect(next);
        } catch (AuthenticationServiceException e) {
            return form(next, "The portal's database does not answer. Try again soon.", HttpStatus.SERVICE_UNAVAILABLE);
        } catch (AuthenticationException e) {
            return refused(next, guesses.failed(request, "login"), response);
        }
    }

    @PostMapping("/logout")
    ModelAndView signOut(HttpServletRequest request, HttpServletResponse response) {
        signIns.end(request, response);
        response.setHeader("Clear-Site-Data", "\"cache\"");
        return redirect("/login");
    }

    private ModelAndView refused(String next, Optional<Duration> wait, HttpServletResponse response) {
        if (wait.isEmpty()) {
            return form(next, "This key is not known, or no longer valid.", HttpStatus.UNAUTHORIZED);
        }
        long seconds = wait.get().toSeconds();
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        return form(
                next,
                "Too many wrong keys came from your address. Try again in " + seconds + " seconds.",
                HttpStatus.TOO_MANY_REQUESTS);
    }

    private ModelAndView form(String next, @Nullable String problem, HttpStatus status) {
        ModelAndView form = new ModelAndView("login", Map.of(NEXT, next, "sso", sso), status);
        if (problem != null) {
            form.addObject(PROBLEM, problem);
        }
        return form;
    }

    private static String read(MultiValueMap<String, String> given, Set<String> known) {
        Parameters.requireKnown(given, known);
        return NextPage.of(given.getFirst(NEXT));
    }

    private static ModelAndView redirect(String path) {
        RedirectView view = new RedirectView(path);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        view.setExposeModelAttributes(false);
        return new ModelAndView(view);
    }
}
