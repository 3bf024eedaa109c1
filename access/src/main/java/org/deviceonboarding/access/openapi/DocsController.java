package org.deviceonboarding.access.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.springdoc.webmvc.api.OpenApiWebMvcResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Serves the description as a page at {@code /docs}: no script, one style sheet of our own, made once. */
@RestController
class DocsController {
    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);
    private static final MediaType CSS = new MediaType("text", "css", StandardCharsets.UTF_8);
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";
    private static final Resource STYLE = new ClassPathResource("docs.css", DocsController.class);

    private final OpenApiWebMvcResource description;
    private final AtomicReference<String> page = new AtomicReference<>("");

    DocsController(OpenApiWebMvcResource description) {
        this.description = description;
    }

    @Operation(operationId = "readDocs", summary = "This description as a page", tags = "Operation")
    @GetMapping("/docs")
    ResponseEntity<String> docs(HttpServletRequest request) throws JsonProcessingException {
        if (page.get().isEmpty()) {
            byte[] json = description.openapiJson(request, "/openapi.json", Locale.ENGLISH);
            page.set(new DocsPage(JsonMapper.shared().readTree(json)).html());
        }
        return ResponseEntity.ok()
                .contentType(HTML)
                .header("Content-Security-Policy", POLICY)
                .body(page.get());
    }

    @Operation(operationId = "getDocsStyle", summary = "How the page looks", tags = "Operation")
    @GetMapping("/docs/style.css")
    ResponseEntity<Resource> style() {
        return ResponseEntity.ok()
                .contentType(CSS)
                .cacheControl(CacheControl.maxAge(Duration.ofHours(1)))
                .body(STYLE);
    }
}
