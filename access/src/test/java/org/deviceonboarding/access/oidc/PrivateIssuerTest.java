package org.deviceonboarding.access.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpsServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import javax.net.ssl.SSLContext;
import org.deviceonboarding.access.caller.CallerPrincipal;
import org.deviceonboarding.testkit.pki.PrivateCa;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.authentication.AuthenticationServiceException;

@DisplayName("An issuer with a private CA")
@ExtendWith(OutputCaptureExtension.class)
class PrivateIssuerTest {
    @Test
    void isBelievedWithItsCaOnly(@TempDir Path folder, CapturedOutput output) throws Exception {
        PrivateCa ca = PrivateCa.in(folder);
        HttpsServer server = ca.server();
        String url = "https://localhost:" + server.getAddress().getPort();
        serve(server, "/.well-known/openid-configuration", """
                {"issuer": "%1$s", "jwks_uri": "%1$s/keys", "authorization_endpoint": "%1$s/a", "token_endpoint": "%1$s/t",
                 "response_types_supported": ["code"], "subject_types_supported": ["public"],
                 "id_token_signing_alg_values_supported": ["RS256"]}""".formatted(url));
        serve(server, "/keys", new JWKSet(TestIssuer.KEY.toPublicJWK()).toString());
        server.start();
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(TestIssuer.KEY.getKeyID())
                            .build(),
                    new JWTClaimsSet.Builder()
                            .issuer(url)
                            .audience("onboarding")
                            .subject("ada")
                            .claim("roles", "operator")
                            .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                            .build());
            token.sign(new RSASSASigner(TestIssuer.KEY));

            CallerPrincipal caller = reader(url, ca.trusted()).read(token.serialize());

            assertThat(caller.name()).isEqualTo("oidc/ada");
            assertThatThrownBy(() -> reader(url, SSLContext.getDefault()).read(token.serialize()))
                    .isInstanceOf(AuthenticationServiceException.class);
            assertThat(output)
                    .contains("The OIDC issuer " + url + " does not answer")
                    .contains("PKIX");
        } finally {
            server.stop(0);
        }
    }

    private static TokenReader reader(String url, SSLContext tls) {
        OidcProperties properties = new OidcProperties(
                url, "onboarding", "roles", "operator=operator", "sub", "", "", URI.create("http://portal.example"));
        return TokenReader.of(properties, new OidcIssuer(url, tls, InstantSource.system()), new Claims(properties));
    }

    private static void serve(HttpsServer server, String path, String json) {
        server.createContext(path, exchange -> {
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }
}
