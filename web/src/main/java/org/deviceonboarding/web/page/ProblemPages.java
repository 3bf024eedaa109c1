package org.deviceonboarding.web.page;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.deviceonboarding.access.http.PortalPath;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.WebContext;
import org.thymeleaf.web.servlet.JakartaServletWebApplication;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns problem documents into pages for people: the same problem that a program gets, as HTML. The filter comes before all
 * others, so it also sees what they refuse.
 */
@Component
@Order(ProblemPages.BEFORE_ACCESS)
class ProblemPages extends OncePerRequestFilter {
    static final int BEFORE_ACCESS = -200; // Spring Security's filters stand at -100

    private final ITemplateEngine templates;
    private final Assets assets;
    private final JsonMapper json;
    private final JakartaServletWebApplication pages;

    ProblemPages(ITemplateEngine templates, Assets assets, JsonMapper json, ServletContext context) {
        this.templates = templates;
        this.assets = assets;
        this.json = json;
        this.pages = JakartaServletWebApplication.buildApplication(context);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = PortalPath.of(request);
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return !(path.equals("/ui") || path.startsWith("/ui/"))
                || accept == null
                || !accept.startsWith(MediaType.TEXT_HTML_VALUE);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ProblemCapturingResponse held = new ProblemCapturingResponse(response);
        chain.doFilter(request, held);
        Optional<byte[]> problem = held.problem();
        if (problem.isPresent()) {
            JsonNode read = read(problem.get());
            response.setContentType("text/html;charset=UTF-8");
            WebContext model = new WebContext(
                    pages.buildExchange(request, response),
                    Locale.ENGLISH,
                    Map.of(
                            "assets", request.getContextPath() + assets.path(),
                            "status", response.getStatus(),
                            "error", read.path("error").asString(""),
                            "detail", read.path("detail").asString(""),
                            "faults",
                                    read.path("details")
                                            .valueStream()
                                            .map(ProblemPages::fault)
                                            .toList()));
            templates.process("ui/problem", model, response.getWriter());
        }
    }

    private static String fault(JsonNode fault) {
        return fault.path("field").asString("") + " " + fault.path("message").asString("");
    }

    private JsonNode read(byte[] problem) {
        try {
            return json.readTree(problem);
        } catch (JacksonException e) {
            return json.createObjectNode();
        }
    }
}
