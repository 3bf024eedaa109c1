package org.deviceonboarding.access.openapi;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Shows the description as a page: Swagger UI, under the content security policy of all pages. */
@RestController
class DocsController {
    private static final String SWAGGER_UI = "classpath*:/META-INF/resources/webjars/swagger-ui/*/";

    @Operation(operationId = "readDocs", summary = "This description as a page", tags = "Operation")
    @GetMapping("/docs")
    ResponseEntity<Resource> docs() {
        return answer("text/html", new ClassPathResource("docs.html", DocsController.class));
    }

    @Hidden
    @GetMapping("/docs/start.js")
    ResponseEntity<Resource> start() {
        return answer("text/javascript", new ClassPathResource("start.js", DocsController.class));
    }

    @Hidden
    @GetMapping("/docs/page.css")
    ResponseEntity<Resource> style() {
        return answer("text/css", new ClassPathResource("page.css", DocsController.class));
    }

    @Hidden
    @GetMapping("/docs/swagger-ui{rest:-bundle\\.js|\\.css}")
    ResponseEntity<Resource> swaggerUi(@PathVariable String rest) throws IOException {
        Resource[] found = new PathMatchingResourcePatternResolver().getResources(SWAGGER_UI + "swagger-ui" + rest);
        return answer(rest.endsWith("css") ? "text/css" : "text/javascript", found[0]);
    }

    private static ResponseEntity<Resource> answer(String type, Resource content) {
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.parseMediaType(type), StandardCharsets.UTF_8))
                .cacheControl(CacheControl.maxAge(Duration.ofHours(1)))
                .body(content);
    }
}
