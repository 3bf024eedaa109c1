package org.deviceonboarding.crl;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.deviceonboarding.fixture.server.TestServer;
import org.deviceonboarding.testkit.postgres.TestDatabase;
import org.deviceonboarding.testkit.postgres.TestPostgres;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** A process with the role {@code crl} alone, on a database of its own. */
record CrlProcess(ConfigurableApplicationContext beans) implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Adds beans of a test. */
    interface Wiring {
        void to(GenericApplicationContext beans);
    }

    static CrlProcess start(Path data, Wiring wiring, String... settings) {
        TestDatabase database = TestPostgres.migrated();
        return new CrlProcess(new SpringApplicationBuilder(TestServer.class, CrlSide.class, CrlServer.class)
                .profiles("crl")
                .initializers(context -> wiring.to((GenericApplicationContext) context))
                .run(Stream.concat(
                                Stream.of(
                                        "--spring.config.location=file:../portal/src/main/resources/application.yml",
                                        "--spring.flyway.enabled=false",
                                        "--spring.datasource.url=" + database.jdbcUrl(),
                                        "--spring.datasource.username=" + database.user(),
                                        "--spring.datasource.password=" + database.password(),
                                        "--PORT=0",
                                        "--DATA_DIR=" + data,
                                        "--portal.crl.check-interval=100ms"),
                                Arrays.stream(settings))
                        .toArray(String[]::new)));
    }

    <T> T bean(Class<T> type) {
        return beans.getBean(type);
    }

    /** The status of the CRL and what {@code GET /health} says beside it. */
    String health() {
        Health health = Objects.requireNonNull(
                beans.getBean("crl", HealthIndicator.class).health());
        return health.getStatus().getCode() + " " + health.getDetails();
    }

    HttpResponse<byte[]> answer(String path) throws Exception {
        int port = Objects.requireNonNull(((WebServerApplicationContext) beans).getWebServer())
                .getPort();
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    String text(String path) throws Exception {
        return new String(answer(path).body(), UTF_8);
    }

    @Override
    public void close() {
        beans.close();
    }
}
